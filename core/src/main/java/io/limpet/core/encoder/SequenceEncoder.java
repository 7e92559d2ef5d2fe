package io.limpet.core.encoder;

import io.limpet.core.event.EventType;
import io.limpet.core.generation.GenerationException;
import io.limpet.core.generation.Tensor;
import io.limpet.core.generation.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a user did, in its order, through a small trained network. An event is the item's embedding,
 * normalised, plus an embedding of what was done and of how long after the event before:
 *
 * <pre>
 *   x = norm(input) + type + gap
 *   for every block:  x = norm(x + cell(x))    x = norm(x + silu(x A + a) B + b)
 *   vector = x
 * </pre>
 *
 * <p>Only the cells remember, so an event costs the same however long the history is. With one
 * block, folding is one product of d x d numbers, and everything else is done when the vector is
 * asked for. The cell is an {@linkplain EmaCell moving average} ({@code ema}) or a {@linkplain
 * GruCell gated recurrent unit} ({@code gru}).
 *
 * <p>State: x of the last event as the last block saw it, then the memory of each block.
 */
public final class SequenceEncoder implements UserEncoder {
  /** As in the manifest. */
  public static final String EMA = "ema";

  /** As in the manifest. */
  public static final String GRU = "gru";

  /** Prefix of the tensors. */
  public static final String PREFIX = "encoder.";

  private final String type;
  private final Tensors tensors;
  private final int width;
  private final SequenceInput input;
  private final List<Block> blocks;
  private final int stateSize;

  /** A cell and what stands behind it. */
  private record Block(SequenceCell cell, SequenceHead head) {
    float[] output(float[] x, float[] memory) {
      return head.apply(x, cell.output(x, memory));
    }
  }

  private SequenceEncoder(String type, Tensors tensors, SequenceInput input, List<Block> blocks) {
    this.type = type;
    this.tensors = tensors;
    this.input = input;
    this.width = input.width();
    this.blocks = List.copyOf(blocks);
    this.stateSize = width + blocks.stream().mapToInt(b -> b.cell.stateSize()).sum();
  }

  /**
   * The encoder whose parameters the tensors hold.
   *
   * @param type {@link #EMA} or {@link #GRU}
   * @throws GenerationException when a tensor is missing or has the wrong size
   */
  public static SequenceEncoder of(String type, Tensors tensors) {
    SequenceInput input = SequenceInput.of(tensors, PREFIX);
    List<Block> blocks = new ArrayList<>();
    for (int b = 0; b == 0 || tensors.find(PREFIX + "block" + b + ".widen.bias").isPresent(); b++) {
      blocks.add(block(type, tensors, PREFIX + "block" + b, input.width()));
    }
    return new SequenceEncoder(type, own(tensors), input, blocks);
  }

  /** The tensors that are an encoder's. */
  static Tensors own(Tensors tensors) {
    return new Tensors(
        tensors.asMap().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(PREFIX))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static Block block(String type, Tensors tensors, String name, int width) {
    SequenceCell cell =
        type.equals(EMA)
            ? EmaCell.of(tensors, name + ".cell", width)
            : GruCell.of(tensors, name + ".cell", width);
    return new Block(cell, SequenceHead.of(tensors, name, width));
  }

  @Override
  public String type() {
    return type;
  }

  @Override
  public Map<String, Tensor> tensors() {
    return tensors.asMap();
  }

  @Override
  public int dimensions() {
    return width;
  }

  @Override
  public int inputDimensions() {
    return width;
  }

  @Override
  public int stateSize() {
    return stateSize;
  }

  @Override
  public void fold(EncoderState state, float[] item, EventType type, long millis) {
    if (type.defaultWeight() == 0) {
      return;
    }
    float[] x = input.of(state, item, type, millis);
    float[] values = state.values();
    int at = width;
    for (int b = 0; b < blocks.size(); b++) {
      Block block = blocks.get(b);
      int size = block.cell.stateSize();
      float[] memory = Arrays.copyOfRange(values, at, at + size);
      block.cell.fold(x, memory);
      System.arraycopy(memory, 0, values, at, size);
      at += size;
      if (b < blocks.size() - 1) {
        x = block.output(x, memory);
      }
    }
    System.arraycopy(x, 0, values, 0, width);
    state.advance(millis);
  }

  @Override
  public Optional<float[]> vector(EncoderState state) {
    if (state.folded() == 0) {
      return Optional.empty();
    }
    Block last = blocks.getLast();
    float[] values = state.values();
    float[] memory = Arrays.copyOfRange(values, stateSize - last.cell.stateSize(), stateSize);
    return Optional.of(last.output(values, memory));
  }
}
