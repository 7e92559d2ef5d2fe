package io.limpet.flink.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastValuesTest {
  @TempDir Path folder;

  @Test
  void keepsWhatWasSaidLastOfMoreKeysThanItHoldsInMemory() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Map<String, String> wanted = new HashMap<>();
    for (int time = 0; time < 2; time++) {
      // The second one goes on behind the first.
      try (var values = new LastValues(folder, 3)) {
        for (int i = 0; i < 30_000; i++) {
          String key = "key-" + random.nextInt(10_000);
          String value = random.nextInt(10) == 0 ? null : "value-" + time + "-" + i;
          values.put(key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
          wanted.put(key, value);
        }
        values.flush();
      }
    }
    Map<String, String> found = new HashMap<>();
    for (int bucket = 0; bucket < LastValues.BUCKETS; bucket++) {
      LastValues.read(folder, bucket)
          .forEach(
              (key, value) ->
                  found.put(key, value == null ? null : new String(value, StandardCharsets.UTF_8)));
    }
    assertThat(found).as("seed " + seed).isEqualTo(wanted);
  }

  @Test
  void isEmptyWhereNothingWasWritten() {
    assertThat(LastValues.read(folder.resolve("nowhere"), 0)).isEmpty();
  }
}
