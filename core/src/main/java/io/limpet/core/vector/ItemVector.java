package io.limpet.core.vector;

/**
 * Vector of an item that came after a generation was trained, made from its content: what {@code
 * limpet.item-vectors} carries.
 *
 * @param itemId which item
 * @param generation the generation that it is comparable with
 * @param vector what user vectors are multiplied with
 * @param input what the user encoder folds when somebody acts on the item; often the same
 * @param category the item's top category, empty if it has none
 * @param version when it was made, epoch milliseconds
 */
@SuppressWarnings(
    "ArrayRecordComponent") // the arrays are never changed after they were handed over
public record ItemVector(
    String itemId,
    String generation,
    float[] vector,
    float[] input,
    String category,
    long version) {

  /** The key in the topic: an item has one vector a generation. */
  public String key() {
    return generation + "/" + itemId;
  }
}
