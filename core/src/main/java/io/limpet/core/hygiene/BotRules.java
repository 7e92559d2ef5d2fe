package io.limpet.core.hygiene;

import io.limpet.core.event.Event;
import java.io.Serializable;
import java.util.Locale;

/**
 * Tells bots from people by what they say of themselves and by how they behave.
 *
 * <p>Behaviour gives evidence from 0 to 1 by three signs, which are added; from 1 on it is a bot.
 * With {@code ramp(x) = clamp(2 x - 1, 0, 1)}, which is nothing up to half of a limit:
 *
 * <pre>
 * rate     ramp(max(looks in the latest minute / perMinute, in the latest hour / perHour)), up to 2
 * regular  clamp(2 - variation of the latest 64 gaps / variation, 0, 1)
 * breadth  ramp(views of the day / perDay) * clamp((share of other items - 0.8) / 0.15, 0, 1)
 * score    (rate + regular + breadth) * (1 - min(1, 100 * wants / views of the day))
 * </pre>
 *
 * <p>The last factor is why a visitor who puts one of a hundred viewed items into the cart is never
 * a bot, however fast. A visitor found to be one stays it for a day of event time after the last
 * event that said so, unless it wants enough in the meantime.
 *
 * <p>Events marked as synthetic, a shop's own load test, say what they are and are let pass; what
 * learns from the lake leaves them out. Zero for a limit switches its sign off.
 *
 * @param crawlers agents of visitors that say what they are
 * @param perMinute views and searches within a minute that nobody makes, 0 to 1,000,000
 * @param perHour the same within an hour
 * @param perDay views within a day that nobody makes without looking at something twice
 * @param variation standard deviation of gaps over their mean that nobody gets down to, 0 to 1
 */
public record BotRules(Crawlers crawlers, int perMinute, int perHour, int perDay, double variation)
    implements Serializable {

  /** Limits that are several times what the keenest of real shoppers did (docs/streaming.md). */
  public static final BotRules STANDARD = new BotRules(Crawlers.AND_TOOLS, 90, 900, 500, 0.2);

  /** The property of an event that says what the visitor's agent is. */
  public static final String USER_AGENT = "user_agent";

  private static final double WANTS = 0.01;
  private static final double SHARE = 0.8;
  private static final double SHARE_MOST = 0.95;

  public BotRules {
    check("perMinute", perMinute, 1_000_000);
    check("perHour", perHour, 1_000_000);
    check("perDay", perDay, 1_000_000);
    check("variation", variation, 1);
  }

  private static void check(String name, double value, double most) {
    if (!(value >= 0 && value <= most)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is %s; give 0 to %.0f", name, value, most));
    }
  }

  /**
   * Judges an event's visitor, the event included.
   *
   * @param before how the visitor behaved until then
   */
  public Verdict judge(Behaviour before, Event event) {
    if (event.isSynthetic()) {
      return Verdict.person(before);
    }
    Behaviour now = before.with(event);
    if (before.person()) {
      return Verdict.person(now);
    }
    String token = crawlers.tokenIn(event.properties().get(USER_AGENT));
    if (token != null) {
      return new Verdict(now, Sign.DECLARED, 1, "the agent says that it is \"" + token + "\"");
    }
    double trust = now.day().wants() / Math.max(1, WANTS * now.day().views());
    if (trust >= 1) {
      return Verdict.person(now.free());
    }
    double rate = rate(now.rhythm());
    double regular =
        variation == 0 ? 0 : Math.clamp(2 - now.rhythm().variation() / variation, 0, 1);
    double breadth = breadth(now.day());
    double score = (rate + regular + breadth) * (1 - trust);
    long at = event.timestampMillis();
    if (score >= 1) {
      Sign sign =
          rate >= regular && rate >= breadth
              ? Sign.RATE
              : regular >= breadth ? Sign.REGULAR : Sign.BREADTH;
      long until = Math.max(before.heldUntilMillis(), at + Day.MILLIS);
      return new Verdict(now.held(sign, until), sign, score, said(now));
    }
    return at <= before.heldUntilMillis()
        ? new Verdict(now, before.heldAs(), score, "it behaved as a bot less than a day before")
        : Verdict.person(now.free());
  }

  private double rate(Rhythm rhythm) {
    double most =
        Math.max(
            perMinute == 0 ? 0 : rhythm.perMinute() / perMinute,
            perHour == 0 ? 0 : rhythm.perHour() / perHour);
    return Math.clamp(2 * most - 1, 0, 2);
  }

  private double breadth(Day day) {
    return perDay == 0
        ? 0
        : Math.clamp(2.0 * day.views() / perDay - 1, 0, 1)
            * Math.clamp((day.distinctShare() - SHARE) / (SHARE_MOST - SHARE), 0, 1);
  }

  private static String said(Behaviour now) {
    double gaps = now.rhythm().variation();
    return String.format(
        Locale.ROOT,
        "%.0f looks in a minute, %.0f in an hour, gaps that vary by %s, %d views in a day of which"
            + " %.0f %% were of other items, %d of them wanted",
        now.rhythm().perMinute(),
        now.rhythm().perHour(),
        Double.isInfinite(gaps) ? "?" : String.format(Locale.ROOT, "%.2f", gaps),
        now.day().views(),
        100 * now.day().distinctShare(),
        now.day().wants());
  }
}
