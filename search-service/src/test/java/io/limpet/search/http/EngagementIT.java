package io.limpet.search.http;

import static io.limpet.search.http.EventsIT.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.limpet.core.engagement.Calendar;
import io.limpet.core.engagement.DayMetrics;
import io.limpet.core.engagement.EngagementDay;
import io.limpet.core.engagement.Ledger;
import io.limpet.core.engagement.Segment;
import io.limpet.core.engagement.VisitorHistory;
import io.limpet.core.event.CleanEvent;
import io.limpet.core.event.Event;
import io.limpet.core.event.EventType;
import io.limpet.core.event.LineItem;
import io.limpet.core.topic.Topics;
import io.limpet.fixtures.RunningBroker;
import io.limpet.search.RunningService;
import io.limpet.search.RunningService.Answer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngagementIT {
  private static final String JANUARY = "?from=2026-01-01&to=2026-01-31";

  @RegisterExtension static final RunningBroker BROKER = new RunningBroker();
  @TempDir static Path folder;
  static RunningService service;

  /** Ann came three times and bought twice, 40 others once by e-mail, 2,000 a month later. */
  @BeforeAll
  static void start() {
    Map<String, VisitorHistory> histories = new HashMap<>();
    Map<String, EngagementDay> days = new TreeMap<>();
    act(histories, days, "ann", EventType.VIEW_ITEM_LIST, "2026-01-05T10:00:00Z", Map.of());
    act(histories, days, "ann", EventType.PURCHASE, "2026-01-05T10:10:00Z", Map.of());
    act(histories, days, "ann", EventType.VIEW_ITEM, "2026-01-06T10:00:00Z", Map.of());
    act(histories, days, "ann", EventType.PURCHASE, "2026-01-12T10:00:00Z", Map.of());
    for (int i = 0; i < 40; i++) {
      Map<String, String> byMail = Map.of("channel", "=mail, \"new\"");
      act(histories, days, "u" + i, EventType.VIEW_ITEM, "2026-01-12T11:00:00Z", byMail);
    }
    for (int i = 0; i < 2_000; i++) {
      act(histories, days, "v" + i, EventType.VIEW_ITEM, "2026-02-20T11:00:00Z", Map.of());
    }
    days.values().forEach(day -> BROKER.send(Topics.METRICS, day.key(), day));
    EngagementDay first = days.get("person/all//2026-01-05");
    BROKER.send(
        Topics.METRICS,
        first.key(),
        new EngagementDay(first.segment(), first.day(), "UTC", new DayMetrics(), 0));
    service = RunningService.start(BROKER.bootstrapServers(), folder).ready();
  }

  private static void act(
      Map<String, VisitorHistory> histories,
      Map<String, EngagementDay> days,
      String visitor,
      EventType type,
      String at,
      Map<String, String> properties) {
    long millis = Instant.parse(at).toEpochMilli();
    List<LineItem> items = List.of(new LineItem("mug", 2, 2.5, null));
    var event =
        new Event(
            visitor + at,
            type,
            visitor,
            null,
            null,
            millis,
            items,
            null,
            "EUR",
            null,
            null,
            properties);
    for (Segment segment : Segment.of(event)) {
      var ledger = new Ledger();
      histories.compute(
          visitor + segment.key(),
          (key, known) ->
              (known == null ? VisitorHistory.NONE : known)
                  .with(
                      new CleanEvent(event, at.substring(0, 10), millis, 0, 0),
                      Calendar.UTC,
                      ledger));
      ledger
          .days()
          .forEach(
              (day, change) -> {
                var next = new EngagementDay(segment, day, "UTC", change, 1);
                days.merge(
                    next.key(),
                    next,
                    (known, more) -> {
                      known.metrics().merge(more.metrics());
                      return known;
                    });
              });
    }
  }

  @AfterAll
  static void stop() {
    service.close();
  }

  @Test
  void saysEveryFigureWithItsDefinitionAndAnOlderVersionChangesNothing() {
    JsonNode answer = get("/v1/metrics/engagement" + JANUARY);
    JsonNode total = answer.at("/segments/0/total");

    assertThat(figure(total, "visitors")).isEqualTo(41);
    assertThat(figure(total, "new")).isEqualTo(41);
    assertThat(figure(total, "returning")).isEqualTo(2);
    assertThat(figure(total, "sessions")).isEqualTo(43);
    assertThat(figure(total, "repeat_purchase_rate")).isEqualTo(1);
    assertThat(figure(total, "repeat_interval_seconds")).isEqualTo(7 * 86_400 - 600);
    assertThat(figure(total, "novelty")).isNotNegative();
    assertThat(total.at("/money/EUR/revenue/value").asDouble()).isEqualTo(10);
    assertThat(total.at("/money/EUR/average_order/value").asDouble()).isEqualTo(5);
    JsonNode monday = answer.at("/segments/0/days/2");
    assertThat(monday.get("day").asText()).isEqualTo("2026-01-12");
    assertThat(figure(monday, "dau")).isEqualTo(41);
    assertThat(figure(monday, "wau")).isEqualTo(41);
    assertThat(figure(monday, "stickiness")).isEqualTo(1);
    answer
        .at("/segments/0/days")
        .forEach(
            day ->
                day.get("figures")
                    .fieldNames()
                    .forEachRemaining(
                        name ->
                            assertThat(answer.get("definitions").get(name)).as(name).isNotNull()));
  }

  @Test
  void saysHowExactAnEstimateIs() {
    JsonNode total =
        get("/v1/metrics/engagement?from=2026-02-01&to=2026-02-28").at("/segments/0/total/figures");

    JsonNode visitors = total.get("visitors");
    assertThat(visitors.get("value").asDouble()).isCloseTo(2_000, within(80.0));
    assertThat(2_000.0)
        .isBetween(visitors.get("low").asDouble() - 20, visitors.get("high").asDouble() + 20);
    assertThat(total.get("sessions").has("low")).isFalse();
    assertThat(total.get("sessions_per_visitor").has("low")).isTrue();
  }

  @Test
  void tellsSegmentsApartAndWritesThemAsATable() {
    JsonNode channels = get("/v1/metrics/engagement" + JANUARY + "&by=channel");
    assertThat(channels.get("segments")).hasSize(1);
    assertThat(channels.at("/segments/0/value").asText()).isEqualTo("=mail, \"new\"");
    assertThat(channels.at("/segments/0/days").isMissingNode()).isTrue();

    Answer table = service.get("/v1/metrics/engagement" + JANUARY + "&by=channel&format=csv");
    assertThat(table.contentType()).startsWith("text/csv");
    assertThat(table.body())
        .startsWith("segment,day,figure,currency,value,low,high\n")
        .contains("\"'=mail, \"\"new\"\"\",total,visitors,,40.0,,\n");
    Answer accepted =
        service.send(
            service
                .request("/v1/metrics/engagement/funnel" + JANUARY)
                .header("Accept", "text/csv"));
    assertThat(accepted.body()).contains(",purchase,2,2,1.0,,,");
  }

  @Test
  void saysWhoCameBackByDayAndWeek() {
    JsonNode daily = get("/v1/metrics/engagement/retention" + JANUARY).at("/segments/0/retention");
    assertThat(daily.at("/cohorts/0/cohort").asText()).isEqualTo("2026-01-05");
    assertThat(daily.at("/cohorts/0/retained/0/rate").asDouble()).isEqualTo(1);
    assertThat(daily.at("/together/0/of").asInt()).isEqualTo(41);
    assertThat(daily.at("/together/0/visitors").asInt()).isEqualTo(1);

    JsonNode weekly =
        get("/v1/metrics/engagement/retention" + JANUARY + "&grid=week")
            .at("/segments/0/retention");
    assertThat(weekly.at("/cohorts/0/retained/1/visitors").asInt()).isEqualTo(1);
    assertThat(weekly.at("/cohorts/1/size").asInt()).isEqualTo(40);
  }

  @Test
  void followsTheFunnel() {
    JsonNode stages = get("/v1/metrics/engagement/funnel" + JANUARY).at("/segments/0/stages");
    assertThat(stages.findValuesAsText("stage"))
        .containsExactly("impression", "click", "view", "cart", "purchase");
    assertThat(stages.at("/4/of_active/value").asDouble()).isEqualTo(1 / 41.0);
    assertThat(stages.at("/1/visitors_rate/value").asDouble()).isZero();
  }

  @Test
  void nobodyIsASegmentWithoutFigures() {
    JsonNode nobody = get("/v1/metrics/engagement?traffic=synthetic");
    assertThat(figure(nobody.at("/segments/0/total"), "visitors")).isZero();
    assertThat(get("/v1/metrics/engagement?by=surface").get("segments")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-02-01&to=2026-01-01, from",
    "from=2020-01-01, from",
    "to=yesterday, to",
    "by=planet, by",
    "value=email, value",
    "traffic=all, traffic",
    "format=xml, format",
  })
  void refusesWhatItCannotAnswerByItsField(String query, String field) {
    assertProblem(service.get("/v1/metrics/engagement?" + query), 400);
    assertThat(service.get("/v1/metrics/engagement?" + query).json().get("field").asText())
        .isEqualTo(field);
  }

  private static JsonNode get(String path) {
    Answer answer = service.get(path);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer.json();
  }

  private static double figure(JsonNode of, String name) {
    return of.at("/figures/" + name + "/value").asDouble(Double.NaN);
  }
}
