package io.limpet.standalone.demo;

import io.limpet.standalone.FailedException;
import io.limpet.standalone.Progress;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.simulate.Assumptions;
import io.limpet.standalone.simulate.HttpShop;
import io.limpet.standalone.simulate.Pace;
import io.limpet.standalone.simulate.Simulation;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trickle of simulated shoppers: a minute and a half is a day to them, and their events are of
 * now. When one population has had its days the next comes. Their events are marked synthetic, and
 * their ids are not those of the shop's customers. A thread of its own, and two that shop.
 */
public final class LiveTraffic implements AutoCloseable {
  /** About three events a second. */
  private static final int SHOPPERS = 900;

  private static final int DAYS = 90;
  private static final int THREADS = 6;
  private static final Duration DAY = Duration.ofSeconds(90);

  private static final Logger LOG = LoggerFactory.getLogger(LiveTraffic.class);

  private final ServiceClient service;
  private final Thread thread;

  private LiveTraffic(ServiceClient service) {
    this.service = service;
    this.thread = new Thread(this::run, "limpet-live-traffic");
    thread.setDaemon(true);
  }

  /** Begins. */
  public static LiveTraffic start(ServiceClient service) {
    var traffic = new LiveTraffic(service);
    traffic.thread.start();
    return traffic;
  }

  @Override
  public void close() {
    thread.interrupt();
  }

  private void run() {
    try {
      while (true) {
        shop(System.currentTimeMillis());
      }
    } catch (InterruptedException e) {
      LOG.debug("live traffic ends");
    }
  }

  private void shop(long began) throws InterruptedException {
    try {
      new Simulation(
              new Simulation.Settings(
                  "demo-" + Long.toString(began, Character.MAX_RADIX),
                  SHOPPERS,
                  DAYS,
                  began,
                  List.of("home"),
                  THREADS),
              Assumptions.USUAL,
              new HttpShop(service, 0),
              Pace.live(DAY),
              UNSEEN)
          .run();
    } catch (FailedException e) {
      LOG.debug("live traffic: {}", e.getMessage());
      Thread.sleep(DAY.toMillis());
    }
  }

  private static final Progress UNSEEN =
      new Progress() {
        @Override
        public void say(String what) {}

        @Override
        public void at(String what, long done, long total) {}
      };
}
