package io.limpet.search.http;

import io.limpet.search.experiment.Assigner;
import io.limpet.search.http.CategoriesController.Category;
import io.limpet.search.metrics.AnswerMetrics;
import io.limpet.search.recommend.ServedLog;
import io.limpet.search.search.Evidence;
import io.limpet.search.search.Facets.Attribute;
import io.limpet.search.search.Facets.Count;
import io.limpet.search.search.Facets.PriceRange;
import io.limpet.search.search.ProductSearch;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code /v1/search}: finding and browsing. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "search", description = "Finding and browsing")
@Controller("/v1/search")
@ExecuteOn(HttpFace.ANSWERS)
final class SearchController {
  private static final int QUERY_LENGTH = 1_000;
  private static final int OFFSET_MOST = 100_000;

  private static final String SURFACE = "search";

  private final ProductSearch search;
  private final Assigner assigner;
  private final ServedLog served;
  private final AnswerMetrics metrics;
  private final Clock clock;

  SearchController(
      ProductSearch search,
      Assigner assigner,
      ServedLog served,
      AnswerMetrics metrics,
      Clock clock) {
    this.search = search;
    this.assigner = assigner;
    this.served = served;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** An item that was found. */
  public record Row(String itemId, double score, ItemView item) {}

  /**
   * A page of what was found.
   *
   * @param total how many were found in all
   * @param items the page
   * @param categories of all that were found, the largest first
   * @param brands of all that were found, the largest first
   * @param prices ranges of prices of all that were found, the cheapest first
   * @param attributes of the first thousand that were found
   * @param didYouMean what was searched for in place of a query with words that no item has
   * @param variant which arm of an experiment answered; absent if none did
   * @param explanation only when asked for
   */
  public record Found(
      int total,
      List<Row> items,
      List<Category> categories,
      List<Count> brands,
      List<PriceRange> prices,
      List<Attribute> attributes,
      @org.jspecify.annotations.Nullable String didYouMean,
      @org.jspecify.annotations.Nullable VariantView variant,
      @org.jspecify.annotations.Nullable Explanation explanation) {}

  /**
   * How the page came about.
   *
   * @param rules the merchandisers' rules that apply, with the items of the page they are about
   * @param scores the parts of each item's score: {@code match} by words, meaning and liking, and
   *     what rules added
   * @param matches what is behind {@code match} of each item: {@code words} and {@code meaning}, 0
   *     to 1, and {@code taste}, the visitor's liking; empty where nothing was searched for
   */
  public record Explanation(
      List<RuleView.Fired> rules,
      Map<String, Map<String, Double>> scores,
      Map<String, Map<String, Double>> matches) {}

  /** Finds items by words and meaning, or without a query all of them. */
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = "application/json",
              schema = @Schema(implementation = ApiBodies.Search.class),
              examples = {@ExampleObject(name = "words and filter", value = Examples.SEARCH)}))
  @Post(consumes = MediaType.ALL)
  Found search(@Nullable @Body byte[] body) {
    long began = System.nanoTime();
    JsonBody request = JsonBody.of(body);
    boolean explain = request.flag("explain");
    ProductSearch.Request asked = read(request);
    Assigner.Choice choice = assigner.choose(SURFACE, asked.visitor(), asked.device());
    ProductSearch.Page page = search.search(asked.of(choice.generation()));
    metrics.answered("search", began);
    // Browsing asks no generation, so no arm could matter to it.
    if (asked.visitor() != null && !asked.query().isBlank() && !choice.assignments().isEmpty()) {
      served.decided(
          asked.visitor(), SURFACE, choice.generation(), clock.millis(), choice.assignments());
    }
    return new Found(
        page.total(),
        page.found().stream()
            .map(
                found ->
                    new Row(
                        found.item().item().itemId(),
                        found.score(),
                        ItemView.brief(found.item().item())))
            .toList(),
        page.facets().categories().stream()
            .map(count -> new Category(count.name(), count.count()))
            .toList(),
        page.facets().brands(),
        page.facets().prices(),
        page.facets().attributes(),
        page.corrected(),
        VariantView.of(choice.assignments()),
        explain ? explanation(page) : null);
  }

  static ProductSearch.Request read(JsonBody request) {
    String query = request.text("query", QUERY_LENGTH);
    return new ProductSearch.Request(
        query == null ? "" : query,
        request.visitor(),
        request.device(),
        RecommendationRequests.segments(request),
        RecommendationRequests.filter(request),
        request.integer("offset", 0, OFFSET_MOST, 0),
        request.integer("limit", 1, 100, 20));
  }

  private static Explanation explanation(ProductSearch.Page page) {
    Map<String, Map<String, Double>> scores = new LinkedHashMap<>();
    Map<String, Map<String, Double>> matches = new LinkedHashMap<>();
    Evidence evidence = page.evidence();
    for (ProductSearch.Found found : page.found()) {
      String id = found.item().item().itemId();
      scores.put(id, found.parts());
      if (evidence != null) {
        matches.put(id, evidence.of(found.number(), found.parts().getOrDefault("match", 0.0)));
      }
    }
    return new Explanation(
        RuleView.fired(
            page.ruling(), page.found().stream().map(ProductSearch.Found::item).toList()),
        scores,
        matches);
  }
}
