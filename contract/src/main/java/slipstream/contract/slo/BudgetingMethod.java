package slipstream.contract.slo;

import java.util.Arrays;
import java.util.Optional;

/** What one unit of an error budget is (OpenSLO, {@code budgetingMethod}). */
public enum BudgetingMethod {
    /** Events: good ÷ total over the whole window. */
    OCCURRENCES("Occurrences"),
    /** Slices of time: a slice is good when its share of good events reaches the slice's target; good slices ÷ slices with events. */
    TIMESLICES("Timeslices"),
    /** Slices of time, each as good as its share of good events: the mean of the slices' ratios. */
    RATIO_TIMESLICES("RatioTimeslices");

    private final String word;

    BudgetingMethod(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    public static Optional<BudgetingMethod> ofWord(String word) {
        return Arrays.stream(values()).filter(m -> m.word.equals(word)).findFirst();
    }
}
