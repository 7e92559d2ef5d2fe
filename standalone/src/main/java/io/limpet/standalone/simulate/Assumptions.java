package io.limpet.standalone.simulate;

/**
 * What is assumed of shoppers; docs/simulator.md says why, and from where. No arm is named: what a
 * shopper is shown is all that an arm can change.
 *
 * @param category worth of an item of the shopper's favourite category
 * @param style worth of a title whose words the shopper's kind of people likes by a standard
 *     deviation
 * @param quality worth of an item that everybody likes by a standard deviation
 * @param price cost of a price e times as high, or low, as the shopper's usual one
 * @param boredom cost of each time that the item was shown lately
 * @param nothing worth of clicking nothing
 * @param attention exponent with which attention falls with the place
 * @param goesOn probability of a further page after one that offers nothing
 * @param goesOnWell what is added to it after one that offers everything
 * @param fatigue what each page takes away from it
 * @param looks share of further pages that are recommended; the others are of a category
 * @param cart worth at which half of the clicked items go into the cart
 * @param buys probability that a filled cart is bought at the visit's end
 * @param returns probability that a shopper who is served as expected comes back on a given day
 * @param loyalty how much the logit of it grows from being served not at all to wholly
 * @param expected how well a shopper expects to be served, 0 to 1
 * @param learning how much the last visit counts in what is expected of the next
 * @param answers probability that a survey is answered
 */
public record Assumptions(
    double category,
    double style,
    double quality,
    double price,
    double boredom,
    double nothing,
    double attention,
    double goesOn,
    double goesOnWell,
    double fatigue,
    double looks,
    double cart,
    double buys,
    double returns,
    double loyalty,
    double expected,
    double learning,
    double answers) {

  /** Those of the documentation. */
  public static final Assumptions USUAL =
      new Assumptions(
          2.5, 1, 0.5, 0.5, 0.4, 3.5, 0.5, 0.3, 0.5, 0.05, 0.7, 1.5, 0.5, 0.03, 4, 0.3, 0.5, 0.3);

  /** The probability of coming back on a day. */
  double returnsAt(double satisfaction) {
    return logistic(Math.log(returns / (1 - returns)) + loyalty * (satisfaction - expected));
  }

  /** The probability that a clicked item of this worth goes into the cart. */
  double cartAt(double worth) {
    return logistic(worth - cart);
  }

  /** The probability of a further page after so many, the last of which was so good. */
  double goesOnAfter(int pages, double served) {
    return goesOn + goesOnWell * served - fatigue * pages;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
