package io.limpet.search.search;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.text.TextSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A shop whose language is Chinese, with the encoder that comes with that language. */
class ChineseSearchIT {
  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;

  @Test
  void findsByWordsAndByMeaning() {
    Map<String, String> titles =
        Map.of(
            "mug", "陶瓷马克杯 白色",
            "tent", "四人露营帐篷 防水",
            "headset", "索尼无线蓝牙耳机 WH-1000XM4",
            "flask", "不锈钢保温壶");
    try (var service =
        RunningService.startWith(
                BROKER.bootstrapServers(), folder, TextSettings.of("zh", "", "", ""))
            .ready()) {
      titles.forEach(
          (id, title) ->
              service.put(
                  "/v1/items/" + id,
                  "{\"title\":\"" + title + "\",\"categories\":[\"商品\"],\"price\":10}"));

      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () -> {
                assertThat(first(service, "蓝牙耳机")).as("words").isEqualTo("headset");
                assertThat(first(service, "听音乐")).as("no word of it").isEqualTo("headset");
                assertThat(first(service, "户外睡觉")).as("no word of it").isEqualTo("tent");
              });
    }
  }

  private static String first(RunningService service, String query) {
    JsonNode items =
        service.post("/v1/search", "{\"query\":\"" + query + "\"}").json().get("items");
    return items.isEmpty() ? "nothing" : items.get(0).get("item_id").asText();
  }
}
