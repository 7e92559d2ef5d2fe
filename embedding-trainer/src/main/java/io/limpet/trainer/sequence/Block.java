package io.limpet.trainer.sequence;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;

/** Floats outside the heap, where OpenBLAS can read them; grows as needed. Owned by one thread. */
final class Block implements AutoCloseable {
  private FloatPointer pointer = new FloatPointer();
  private FloatBuffer view = FloatBuffer.allocate(0);

  /** At least so many floats, whatever they are. */
  FloatPointer room(int size) {
    if (view.capacity() < size) {
      pointer.close();
      pointer = new FloatPointer((long) size + size / 4L);
      view = pointer.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }
    return pointer;
  }

  FloatPointer put(float[] from, int at, int size) {
    room(size);
    view.put(0, from, at, size);
    return pointer;
  }

  void get(float[] to, int at, int size) {
    view.get(0, to, at, size);
  }

  @Override
  public void close() {
    pointer.close();
  }
}
