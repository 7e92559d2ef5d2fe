package io.limpet.core.ranking;

/**
 * What a probability of each task counts in the score of an item: the score is their sum. With more
 * weight on {@code comesBack} a shop trades clicks for return visits.
 *
 * @param view weight of {@link Task#VIEW}, 0 or more
 * @param cart weight of {@link Task#CART}
 * @param purchase weight of {@link Task#PURCHASE}
 * @param comesBack weight of {@link Task#COMES_BACK}
 */
public record TaskMix(double view, double cart, double purchase, double comesBack) {
  /** Every task counts as much: what only one of them tells apart is still told apart. */
  public static final TaskMix DEFAULT = new TaskMix(1, 1, 1, 1);

  public TaskMix {
    check("view", view);
    check("cart", cart);
    check("purchase", purchase);
    check("comesBack", comesBack);
    if (view + cart + purchase + comesBack == 0) {
      throw new IllegalArgumentException(
          "all weights of the mix are 0; give one above 0, or leave the ranker out");
    }
  }

  private static void check(String name, double weight) {
    if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "weight " + name + " of the mix is " + weight + "; give a number of 0 or more");
    }
  }

  /** The weight of a task. */
  public double of(Task task) {
    return switch (task) {
      case VIEW -> view;
      case CART -> cart;
      case PURCHASE -> purchase;
      case COMES_BACK -> comesBack;
    };
  }

  /** The score of probabilities in the order of {@link Task}. */
  public double score(double[] probabilities) {
    double sum = 0;
    for (Task task : Task.values()) {
      sum += of(task) * probabilities[task.ordinal()];
    }
    return sum;
  }
}
