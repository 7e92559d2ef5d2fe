package io.limpet.trainer.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What to say when memory is not enough: how much there was, and how to give more. */
final class OutOfMemory {
  private static final long MEGABYTE = 1 << 20;

  private OutOfMemory() {}

  /**
   * One line for the command line, if this failure is of that kind, or was caused by one.
   *
   * @param heap bytes that the heap may have
   */
  static Optional<String> line(Throwable failure, long heap) {
    for (@Nullable Throwable of = failure; of != null; of = of.getCause()) {
      if (of instanceof OutOfMemoryError) {
        // JavaCPP throws the same error when what is outside the heap reaches its limit.
        boolean isNative = String.valueOf(of.getMessage()).contains("hysicalBytes");
        return Optional.of(
            isNative
                ? "out of memory outside the heap; LIMPET_JAVA_OPTS=-Dorg.bytedeco.javacpp.maxbytes=3g gives more"
                : "out of memory with a heap of %,d MB; LIMPET_JAVA_OPTS=-Xmx%dm gives twice as much. docs/operations.md says what a training takes"
                    .formatted(heap / MEGABYTE, 2 * heap / MEGABYTE));
      }
    }
    return Optional.empty();
  }
}
