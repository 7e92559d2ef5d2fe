package io.limpet.search.http;

import io.limpet.core.forecast.Alert;
import io.limpet.core.forecast.Cover;
import io.limpet.core.forecast.Forecast;
import io.limpet.core.forecast.Quantiles;
import io.limpet.search.forecast.ForecastStore;
import io.limpet.search.forecast.StockWatch;
import io.limpet.search.ingest.ForecastIngest;
import io.limpet.search.ingest.Ingested;
import io.limpet.search.state.Catalogue;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;

/** Demand of the weeks to come, and what it means for the stock. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "stock", description = "Demand, stock, and what has to be ordered")
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
final class ForecastsController {
  private static final int MOST = 10_000;

  private final Catalogue catalogue;
  private final ForecastStore forecasts;
  private final StockWatch watch;
  private final ForecastIngest ingest;

  ForecastsController(
      Catalogue catalogue, ForecastStore forecasts, StockWatch watch, ForecastIngest ingest) {
    this.catalogue = catalogue;
    this.forecasts = forecasts;
    this.watch = watch;
    this.ingest = ingest;
  }

  /**
   * An item's stock against its demand.
   *
   * @param daysOfCover that the stock lasts, 365 for longer
   * @param reorderPoint pieces asked for until a delivery, at the level of service
   * @param reorder whether an order is due
   * @param order pieces to order
   */
  public record StockRow(
      String itemId,
      String title,
      int stock,
      double daysOfCover,
      double reorderPoint,
      boolean reorder,
      long order) {
    static StockRow of(StockWatch.Stocked stocked) {
      Cover cover = stocked.cover();
      String title = stocked.item().title();
      return new StockRow(
          stocked.item().itemId(),
          title == null ? stocked.item().itemId() : title,
          cover.stock(),
          Math.rint(cover.days() * 10) / 10,
          Math.rint(cover.reorderPoint() * 10) / 10,
          cover.isReorder(),
          cover.order());
    }
  }

  /**
   * Stock, what runs out first first.
   *
   * @param total how many there are in all
   */
  public record Stock(List<StockRow> items, int total) {}

  /** Something that has to be ordered. */
  public record AlertRow(
      String kind, String itemId, int stock, double daysOfCover, long order, String raisedAt) {
    static AlertRow of(Alert alert) {
      return new AlertRow(
          alert.kind(),
          alert.itemId(),
          alert.stock(),
          alert.daysOfCover(),
          alert.order(),
          Instant.ofEpochMilli(alert.raisedMillis()).toString());
    }
  }

  /** What has to be ordered, the longest standing first. */
  public record Alerts(List<AlertRow> alerts) {}

  /** The demand of an item in the weeks to come. */
  @Get("/items/{id}/forecast")
  ForecastView item(String id) {
    Forecast forecast = forecasts.item(JsonBody.Ids.checked("id", id));
    if (forecast != null) {
      return ForecastView.of(forecast);
    }
    throw ProblemException.notFound(
        catalogue.get(id) == null
            ? "there is no item \"" + id + "\"; put it with PUT /v1/items/{id}"
            : "there is no forecast of item \"%s\": it was not bought before the last `limpet forecast`, or less than four weeks before; nothing can be told from that. Forecast again once it has sold"
                .formatted(id));
  }

  /** The demand of a top category in the weeks to come. */
  @Get("/categories/{name}/forecast")
  ForecastView category(String name) {
    Forecast forecast = forecasts.category(name);
    if (forecast == null) {
      throw ProblemException.notFound(
          "there is no forecast of category \"%s\"; GET /v1/categories has the names, and `limpet forecast` forecasts those that are the first of an item"
              .formatted(name));
    }
    return ForecastView.of(forecast);
  }

  /**
   * Days of cover and what to order, of the items whose stock and demand are known.
   *
   * @param leadDays from an order to its arrival (14)
   * @param reviewDays between two looks at the stock (7)
   * @param serviceLevel how likely the stock is to last until a delivery: 0.5, 0.75, 0.835, 0.975
   *     (the default) or 0.995
   * @param reorder true for those alone of which an order is due
   * @param limit items at most (100)
   */
  @Get("/stock")
  Stock stock(
      @Nullable @QueryValue("lead_days") Integer leadDays,
      @Nullable @QueryValue("review_days") Integer reviewDays,
      @Nullable @QueryValue("service_level") Double serviceLevel,
      @Nullable @QueryValue Boolean reorder,
      @Nullable @QueryValue Integer limit) {
    Cover.Policy policy = policy(leadDays, reviewDays, serviceLevel);
    int most = limit == null ? 100 : limit;
    if (most < 1 || most > MOST) {
      throw ProblemException.bad(
          "limit", "limit is %d; give a number from 1 to %d".formatted(most, MOST));
    }
    boolean isDue = Boolean.TRUE.equals(reorder);
    List<StockWatch.Stocked> all =
        watch.stocked(policy, stocked -> !isDue || stocked.cover().isReorder());
    return new Stock(all.stream().limit(most).map(StockRow::of).toList(), all.size());
  }

  private static Cover.Policy policy(
      @Nullable Integer leadDays, @Nullable Integer reviewDays, @Nullable Double serviceLevel) {
    Cover.Policy standard = Cover.Policy.DEFAULT;
    try {
      return new Cover.Policy(
          leadDays == null ? standard.leadDays() : leadDays,
          reviewDays == null ? standard.reviewDays() : reviewDays,
          serviceLevel == null ? standard.service() : Quantiles.place(serviceLevel));
    } catch (IllegalArgumentException e) {
      throw ProblemException.bad(null, String.valueOf(e.getMessage()));
    }
  }

  /** What has to be ordered; {@code limpet.alerts} tells it as it comes. */
  @Get("/alerts")
  Alerts alerts() {
    return new Alerts(watch.alerts().stream().map(AlertRow::of).toList());
  }

  /** Takes forecasts in, one on every line, as {@code limpet forecast} writes them. */
  @ApiResponse(
      responseCode = "200",
      description = "What was accepted and refused",
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = Ingested.class)))
  @Post(value = "/forecasts", consumes = MediaType.ALL)
  HttpResponse<?> put(@Nullable @Body byte[] body) {
    if (body == null || body.length == 0) {
      throw ProblemException.bad(null, "the body is empty; send a forecast on every line");
    }
    return Bodies.answer(Bodies.acknowledged(ingest.putLines(body)), "forecast");
  }
}
