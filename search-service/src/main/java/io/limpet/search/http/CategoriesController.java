package io.limpet.search.http;

import io.limpet.search.state.Catalogue;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** {@code /v1/categories}: what there is to browse. */
@ApiResponse(
    responseCode = "4XX",
    description = "A problem: what was wrong and how to mend it",
    content =
        @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Problem.class)))
@Tag(name = "items", description = "The catalogue")
@Controller("/v1/categories")
final class CategoriesController {
  private final Catalogue catalogue;

  CategoriesController(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * A category.
   *
   * @param name what it is called
   * @param count how many items are in it
   */
  public record Category(String name, long count) {
    static List<Category> sorted(Map<String, ? extends Number> counts) {
      return counts.entrySet().stream()
          .map(entry -> new Category(entry.getKey(), entry.getValue().longValue()))
          .sorted(
              Comparator.comparingLong(Category::count).reversed().thenComparing(Category::name))
          .toList();
    }
  }

  /** Every category, the largest first. */
  @Get
  List<Category> all() {
    return Category.sorted(catalogue.categories());
  }
}
