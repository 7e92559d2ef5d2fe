package io.limpet.core.setting;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A file of settings: lines {@code name = value} as {@link Properties} reads them, UTF-8.
 *
 * @param path where it is
 * @param values by name, as they stand
 */
public record ConfigFile(Path path, Map<String, String> values) {

  /**
   * @throws IllegalArgumentException when it cannot be read, or says a name twice
   */
  public static ConfigFile read(Path path) {
    var values = new TreeMap<String, String>();
    // Of a name that stands twice Properties would take one and say nothing.
    var lines =
        new Properties() {
          @Override
          public synchronized Object put(Object name, Object value) {
            if (values.put(name.toString(), value.toString().strip()) != null) {
              throw new IllegalArgumentException(
                  path + " says " + name + " twice; keep one of them");
            }
            return name;
          }
        };
    try (Reader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      lines.load(reader);
    } catch (MalformedInputException e) {
      throw new IllegalArgumentException(path + " is not UTF-8; save it as that", e);
    } catch (IOException e) {
      throw new IllegalArgumentException("the settings in " + path + " cannot be read: " + e, e);
    }
    return new ConfigFile(path, Map.copyOf(values));
  }
}
