package io.limpet.core.hygiene;

import io.limpet.core.event.Event;
import io.limpet.core.event.Rejection;
import java.io.Serializable;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * All that keeps an event apart: a pure function of the event and of how its visitor has behaved.
 *
 * @param bots tells bots from people
 * @param purchases tells purchases that cannot be
 */
public record Hygiene(BotRules bots, PurchaseRules purchases) implements Serializable {
  public static final Hygiene STANDARD = new Hygiene(BotRules.STANDARD, PurchaseRules.STANDARD);

  /**
   * What is to be done with an event.
   *
   * @param after how the visitor has behaved, the event included
   * @param fault why the event is kept apart; null when it is not
   */
  public record Result(Behaviour after, @Nullable Rejection fault) {}

  /** Judges an event. */
  public Result judge(Behaviour before, Event event) {
    Verdict verdict = bots.judge(before, event);
    if (!verdict.isBot()) {
      return new Result(verdict.after(), purchases.fault(event));
    }
    return new Result(
        verdict.after(),
        new Rejection(
            verdict.sign().reason(),
            "",
            String.format(
                Locale.ROOT,
                "visitor %s is taken for a bot (score %.2f): %s; replay-rejected --release lets it pass",
                event.visitor(),
                verdict.score(),
                verdict.why())));
  }
}
