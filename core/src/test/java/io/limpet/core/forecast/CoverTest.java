package io.limpet.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.limpet.core.forecast.Forecast.Span;
import io.limpet.core.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CoverTest {
  private static Span span(double expected, double high) {
    return new Span(
        expected, List.of(0.0, 0.0, 0.0, 0.0, expected, expected, expected, high, high));
  }

  private static Forecast forecast(double... weeks) {
    double total = java.util.Arrays.stream(weeks).sum();
    return new Forecast(
        Forecast.ITEM,
        "mug",
        0,
        30,
        "test",
        Stream.of(weeks)
            .flatMapToDouble(java.util.Arrays::stream)
            .mapToObj(w -> span(w, 2 * w))
            .toList(),
        span(total, total + 40),
        1);
  }

  @Test
  void stockLastsAsLongAsWhatIsExpectedLeavesOfIt() {
    Forecast forecast = forecast(7, 14, 0, 21);

    assertThat(days(0, forecast)).isZero();
    assertThat(days(3, forecast)).isEqualTo(3);
    assertThat(days(7 + 6, forecast)).isEqualTo(7 + 3);
    assertThat(days(7 + 14 + 3, forecast)).isEqualTo(21 + 1);
    // Beyond what is forecast at its mean rate, 1.5 a day.
    assertThat(days(42 + 15, forecast)).isCloseTo(28 + 10, within(1e-9));
    assertThat(days(1_000_000, forecast)).isEqualTo(Cover.ENOUGH);
    assertThat(days(1, forecast(0, 0, 0, 0))).isEqualTo(Cover.ENOUGH);
  }

  private static double days(int stock, Forecast forecast) {
    return Cover.of(stock, forecast, Cover.Policy.DEFAULT).days();
  }

  @Test
  void ordersWhenTheLeadTimesDemandWouldNotBeMet() {
    Forecast forecast = forecast(10, 10, 10, 10);
    var policy = new Cover.Policy(14, 14, Quantiles.HIGH);
    // 20 expected within two weeks, and 40 above the mean of four weeks shrink by the root of 2.
    double point = 20 + 40 / Math.sqrt(2);

    Cover enough = Cover.of(49, forecast, policy);
    assertThat(enough.reorderPoint()).isCloseTo(point, within(1e-9));
    assertThat(enough.isReorder()).isFalse();
    assertThat(enough.order()).isZero();

    Cover low = Cover.of(48, forecast, policy);
    assertThat(low.isReorder()).isTrue();
    assertThat(low.orderUpTo()).isCloseTo(80, within(1e-9));
    assertThat(low.order()).isEqualTo(32);

    assertThat(Cover.of(0, forecast(0, 0, 0, 0), policy).orderUpTo()).isPositive();
    assertThatThrownBy(() -> new Cover.Policy(0, 7, Quantiles.HIGH))
        .hasMessage("lead_days is 0; give days from 1 to 365");
  }

  @Test
  void whatNobodyAsksForIsNotOrdered() {
    var none = span(0, 0);
    var forecast =
        new Forecast(Forecast.ITEM, "mug", 0, 30, "test", List.of(none, none, none, none), none, 1);
    assertThat(Cover.of(0, forecast, Cover.Policy.DEFAULT).isReorder()).isFalse();
  }

  @Test
  void readsBackWhatItWroteAndRefusesWhatIsNoForecast() {
    Forecast forecast = forecast(1, 2, 3, 4);
    byte[] bytes = Topics.FORECASTS.codec().encode(forecast);
    assertThat(Topics.FORECASTS.codec().decode(bytes)).isEqualTo(forecast);

    String text = new String(bytes, StandardCharsets.UTF_8);
    assertThatThrownBy(() -> decode(text.replace("\"item\"", "\"shelf\"")))
        .hasMessageContaining("kind is \"shelf\"; give item or category");
    assertThatThrownBy(() -> decode(text.replace("[0.0,0.0,", "[3.0,0.0,")))
        .hasMessageContaining("give finite ones from 0 on, ascending");
    assertThatThrownBy(() -> decode(text.replace("[0.0,0.0,", "[0.0,")))
        .hasMessageContaining("quantiles are 8; give 9");
  }

  private static Forecast decode(String text) {
    return Topics.FORECASTS.codec().decode(text.getBytes(StandardCharsets.UTF_8));
  }
}
