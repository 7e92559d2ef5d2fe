package io.limpet.flink.experiments;

import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.LineItem;
import io.limpet.core.experiment.Assignment;
import io.limpet.core.experiment.Unit;
import io.limpet.core.hash.Fnv;
import io.limpet.core.served.Served;
import org.apache.flink.util.Collector;

/**
 * Something of one unit: that an experiment decided an answer, or that the visitor did something.
 * Public, so that Flink takes it as a record with fields.
 *
 * @param unit {@link Unit#text}
 * @param experiment that decided the answer; empty of what the visitor did
 * @param arm the same
 * @param isUser whether somebody had signed in
 * @param what was done
 * @param value worth of a purchase or refund, else 0
 * @param session hash of the session's id
 * @param millis when, epoch milliseconds
 */
public record Deed(
    String unit,
    String experiment,
    String arm,
    boolean isUser,
    What what,
    double value,
    long session,
    long millis) {

  private static final long DAY_MILLIS = 24L * 60 * 60 * 1_000;

  /** What was done, as far as metrics tell it apart. */
  public enum What {
    ANSWER,
    CLICK,
    CART,
    PURCHASE,
    REFUND,
    OTHER
  }

  /** That experiments decided an answer. */
  static void of(Served served, Collector<Deed> out) {
    for (Assignment assignment : served.assignments()) {
      out.collect(
          new Deed(
              assignment.unit().text(),
              assignment.experiment(),
              assignment.arm(),
              !Event.isAnonymous(served.visitor()),
              What.ANSWER,
              0,
              0,
              served.timestampMillis()));
    }
  }

  /**
   * What a visitor did.
   *
   * @param visitor whose key the unit is made of
   */
  static Deed of(CleanEvent clean, String visitor) {
    Event event = clean.event();
    What what = what(event);
    boolean paid = what == What.PURCHASE || what == What.REFUND;
    return new Deed(
        Unit.of(visitor).text(),
        "",
        "",
        event.userId() != null,
        what,
        paid ? worth(event) : 0,
        Fnv.hash(clean.sessionId()),
        event.timestampMillis());
  }

  private static What what(Event event) {
    return switch (event.type()) {
      case SELECT_ITEM -> event.recommendationId() == null ? What.OTHER : What.CLICK;
      case ADD_TO_CART -> What.CART;
      case PURCHASE -> What.PURCHASE;
      case REFUND -> What.REFUND;
      default -> What.OTHER;
    };
  }

  /** What the event says it is worth, or else its items together. */
  private static double worth(Event event) {
    Double value = event.value();
    if (value != null) {
      return value;
    }
    double sum = 0;
    for (LineItem line : event.items()) {
      Double price = line.price();
      sum += price == null ? 0 : price * line.quantity();
    }
    return sum;
  }

  boolean isAnswer() {
    return what == What.ANSWER;
  }

  /** The day (UTC) of a time, since the epoch. */
  static long dayOf(long millis) {
    return Math.floorDiv(millis, DAY_MILLIS);
  }

  /** The day (UTC) since the epoch. */
  long day() {
    return dayOf(millis);
  }
}
