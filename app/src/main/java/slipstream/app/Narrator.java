package slipstream.app;

import java.io.PrintStream;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import slipstream.contract.event.BudgetStatus;
import slipstream.streams.query.StatusView;

/** Tells what happens in the sample shop, and how its budgets stand. The alerts themselves are told by the alerting role. */
final class Narrator implements AutoCloseable {
    private static final long LOOK_MILLIS = 200;
    private static final int LOOKS_BETWEEN_BUDGETS = 25;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final SampleShop shop;
    private final StatusView view;
    private final PrintStream out;
    private final CountDownLatch closing = new CountDownLatch(1);
    private SampleShop.Mishap told = SampleShop.Mishap.NONE;

    Narrator(SampleShop shop, StatusView view, PrintStream out) {
        this.shop = shop;
        this.view = view;
        this.out = out;
    }

    void start() {
        Thread thread = new Thread(this::tell, "narrator");
        thread.setDaemon(true);
        thread.start();
    }

    private void tell() {
        try {
            for (int look = 1; !closing.await(LOOK_MILLIS, TimeUnit.MILLISECONDS); look++) {
                tellMishap();
                if (look % LOOKS_BETWEEN_BUDGETS == 0) {
                    tellBudgets();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tellMishap() {
        SampleShop.Mishap mishap = shop.mishap();
        if (mishap != told) {
            told = mishap;
            out.println(CLOCK.format(shop.shopTime()) + "  shop     " + mishap.sentence());
        }
    }

    private void tellBudgets() {
        String budgets = view.statuses().values().stream().map(Narrator::budget).collect(Collectors.joining(", "));
        if (!budgets.isEmpty()) {
            out.println(CLOCK.format(shop.shopTime()) + "  budgets  " + budgets);
        }
    }

    private static String budget(BudgetStatus status) {
        String left = status.objectives()
                .get(0)
                .budgetRemaining()
                .map(share -> String.format(Locale.ROOT, "%.0f %%", share * 100))
                .orElse("no evidence");
        return status.slo() + " " + left;
    }

    @Override
    public void close() {
        closing.countDown();
    }
}
