package io.limpet.system.shop;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Runs test classes with the same extension one after the other, so that what they share begins
 * with the first and can end with the last: a stack that nobody uses takes an eighth of a
 * processor.
 */
public final class SharersTogether implements ClassOrderer {
  /** Classes of the run that have not ended, by their extension. */
  private static final Map<Class<?>, Integer> LEFT = new ConcurrentHashMap<>();

  @Override
  public void orderClasses(ClassOrdererContext context) {
    context
        .getClassDescriptors()
        .sort(Comparator.comparing((ClassDescriptor one) -> extensions(one).toString()).reversed());
    Map<Class<?>, Integer> sharers =
        context.getClassDescriptors().stream()
            .flatMap(one -> extensions(one).stream())
            .collect(Collectors.toMap(extension -> extension, extension -> 1, Integer::sum));
    // Classes are looked for more than once before they run, at last all together.
    LEFT.putAll(sharers);
  }

  private static List<Class<? extends Extension>> extensions(ClassDescriptor of) {
    return of.findRepeatableAnnotations(ExtendWith.class).stream()
        .<Class<? extends Extension>>flatMap(annotation -> Stream.of(annotation.value()))
        .toList();
  }

  /**
   * To be called once at the end of each class with the extension: closes what the classes share
   * after the last of them.
   *
   * @param key of what is shared, in {@code store}, if any test asked for it
   */
  public static <T extends AutoCloseable> void ended(
      Class<? extends Extension> extension, ExtensionContext.Store store, String key, Class<T> type)
      throws Exception {
    if (LEFT.merge(extension, -1, Integer::sum) == 0) {
      T shared = store.remove(key, type);
      if (shared != null) {
        shared.close();
      }
    }
  }
}
