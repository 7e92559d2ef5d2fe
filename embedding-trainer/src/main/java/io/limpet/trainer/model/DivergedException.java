package io.limpet.trainer.model;

/**
 * A training went astray: its loss is not a number any more. The message is one line that says
 * where, and what to change.
 */
public final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /**
   * After this step.
   *
   * @param loss what it is
   * @param step from 1
   * @param epoch from 1
   * @param learningRate the highest of the training
   */
  public DivergedException(double loss, int step, int epoch, double learningRate) {
    this(
        "the loss is %s at step %d, in epoch %d; lower the learning rate, which is %s, to a half or less"
            .formatted(loss, step, epoch, learningRate));
  }

  private DivergedException(String message) {
    super(message);
  }

  /** The same with something to add, which checkpoint there is for one. */
  public DivergedException with(String more) {
    DivergedException longer = new DivergedException(getMessage() + "; " + more);
    longer.initCause(this);
    return longer;
  }
}
