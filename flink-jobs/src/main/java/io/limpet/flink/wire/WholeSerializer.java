package io.limpet.flink.wire;

import java.io.IOException;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * For values of many small parts: they are put together in memory and written as a whole. The
 * stream of a checkpoint takes each byte of a string, and each number, through four methods of its
 * own; a heap of a million visitors is written every ten seconds. The bytes are the same.
 */
public abstract class WholeSerializer<T> extends ImmutableSerializer<T> {
  private static final long serialVersionUID = 1;
  private static final int EXPECTED_BYTES = 1 << 10;

  /** A serialiser is used by several threads: of the task, and of its checkpoints. */
  private static final ThreadLocal<DataOutputSerializer> WHOLE =
      ThreadLocal.withInitial(() -> new DataOutputSerializer(EXPECTED_BYTES));

  /** Writes the parts of a value. */
  protected abstract void write(T value, DataOutputView out) throws IOException;

  @Override
  public final void serialize(T value, DataOutputView out) throws IOException {
    if (out instanceof DataOutputSerializer) {
      write(value, out);
      return;
    }
    DataOutputSerializer whole = WHOLE.get();
    whole.clear();
    write(value, whole);
    out.write(whole.getSharedBuffer(), 0, whole.length());
  }
}
