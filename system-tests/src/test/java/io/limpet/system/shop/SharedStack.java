package io.limpet.system.shop;

import io.limpet.standalone.stack.Stack;
import io.limpet.standalone.stack.StackSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One stack in this JVM for all tests that leave it usable: started by the first that asks for a
 * {@link Stack}, closed after the last class of the run that has it. Tests keep apart by the ids
 * they use.
 */
public final class SharedStack implements ParameterResolver, AfterAllCallback {
  private static final ExtensionContext.Namespace SPACE =
      ExtensionContext.Namespace.create(SharedStack.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Stack.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return store(context).computeIfAbsent("stack", key -> start(), Running.class).stack();
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    SharersTogether.ended(SharedStack.class, store(context), "stack", Running.class);
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getRoot().getStore(SPACE);
  }

  private static Running start() {
    try {
      Path folder = Files.createTempDirectory("limpet-shared-stack-");
      return new Running(folder, Stack.start(StackSettings.onFreePorts(folder)));
    } catch (IOException e) {
      throw new IllegalStateException("making a data folder", e);
    }
  }

  /** Closed by JUnit with the store that holds it, where no class was the last. */
  private record Running(Path folder, Stack stack) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      stack.close();
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
