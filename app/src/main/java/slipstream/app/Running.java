package slipstream.app;

import java.util.concurrent.CountDownLatch;

/** Keeps a process alive until it is told to stop (SIGTERM, Ctrl-C), and then closes its parts. */
final class Running {
    private final Parts parts;
    private final CountDownLatch stopped = new CountDownLatch(1);

    Running(Parts parts) {
        this.parts = parts;
    }

    /** Returns when the process is being ended. */
    void untilStopped() {
        Thread onExit = new Thread(this::stop, "shutdown");
        Runtime.getRuntime().addShutdownHook(onExit);
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            parts.close();
        }
    }

    private void stop() {
        parts.close();
        stopped.countDown();
    }
}
