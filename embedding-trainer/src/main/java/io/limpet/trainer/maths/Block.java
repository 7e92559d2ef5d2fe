package io.limpet.trainer.maths;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Floats outside the heap, where OpenBLAS can read them; grows as needed. Owned by one thread. */
public final class Block implements AutoCloseable {
  private FloatPointer pointer = new FloatPointer();
  private FloatBuffer view = FloatBuffer.allocate(0);

  /** At least so many floats, whatever they are. */
  public FloatPointer room(int size) {
    if (view.capacity() < size) {
      pointer.close();
      pointer = new FloatPointer((long) size + size / 4L);
      view = pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
    return pointer;
  }

  /** The first so many floats become those of an array from {@code at} on. */
  public FloatPointer put(float[] from, int at, int size) {
    room(size);
    view.put(0, from, at, size);
    return pointer;
  }

  /** Reads the first so many floats into an array from {@code at} on. */
  public void get(float[] to, int at, int size) {
    view.get(0, to, at, size);
  }

  @Override
  public void close() {
    pointer.close();
  }
}
