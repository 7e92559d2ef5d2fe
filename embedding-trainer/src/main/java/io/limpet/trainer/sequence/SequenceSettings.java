package io.limpet.trainer.sequence;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * {@link SequenceHyper} by names: those of the manifest, {@code learning_rate} for {@code
 * learningRate}. One the record gains is known here at once.
 */
public final class SequenceSettings {
  private SequenceSettings() {}

  /** The names there are. */
  public static List<String> names() {
    return Arrays.stream(SequenceHyper.class.getRecordComponents())
        .map(SequenceSettings::name)
        .toList();
  }

  private static String name(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
  }

  /**
   * The same hyper-parameters but for these.
   *
   * @throws IllegalArgumentException when there is no such name, or the value cannot be
   */
  public static SequenceHyper apply(SequenceHyper to, Map<String, String> settings) {
    Map<String, String> left = new LinkedHashMap<>(settings);
    List<Class<?>> types = new ArrayList<>();
    List<Object> values = new ArrayList<>();
    try {
      for (RecordComponent component : SequenceHyper.class.getRecordComponents()) {
        String name = name(component);
        String text = left.remove(name);
        types.add(component.getType());
        values.add(
            text == null
                ? component.getAccessor().invoke(to)
                : parsed(name, text, component.getType()));
      }
      if (!left.isEmpty()) {
        throw new IllegalArgumentException(
            "there is no setting %s; the names are %s"
                .formatted(new TreeSet<>(left.keySet()), names()));
      }
      return SequenceHyper.class
          .getDeclaredConstructor(types.toArray(Class<?>[]::new))
          .newInstance(values.toArray());
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("every record has accessors and a constructor", e);
    }
  }

  private static Object parsed(String name, String text, Class<?> type) {
    try {
      if (type == int.class) {
        return Integer.parseInt(text);
      }
      if (type == double.class) {
        return Double.parseDouble(text);
      }
      if (type == boolean.class && (text.equals("true") || text.equals("false"))) {
        return Boolean.parseBoolean(text);
      }
      if (type == SequenceHyper.Cell.class) {
        return SequenceHyper.Cell.valueOf(text.toUpperCase(Locale.ROOT));
      }
    } catch (IllegalArgumentException e) {
      // Said below, with what is expected.
    }
    throw new IllegalArgumentException(
        "%s is \"%s\"; give %s".formatted(name, text, expected(type)));
  }

  private static String expected(Class<?> type) {
    return type == int.class
        ? "a whole number"
        : type == double.class
            ? "a number"
            : type == boolean.class
                ? "true or false"
                : "one of " + Arrays.toString(SequenceHyper.Cell.values()).toLowerCase(Locale.ROOT);
  }
}
