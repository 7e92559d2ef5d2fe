package io.limpet.search.filter;

import static io.limpet.search.state.Columns.NONE;

import io.limpet.core.item.CatalogueItem;
import io.limpet.core.item.Item;
import io.limpet.search.state.Catalogue;
import io.limpet.search.state.Columns;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoublePredicate;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A filter put to item numbers instead of items. What the columns know is asked of them, categories
 * and brands once a code; only what they do not know is asked of the item itself, and in an {@code
 * and} last. Says of every item on sale what {@link ItemFilter#test} says. For one answer, in one
 * thread.
 */
public final class ColumnFilter {
  private final Catalogue catalogue;
  private final Columns.View columns;

  private ColumnFilter(Catalogue catalogue, Columns.View columns) {
    this.catalogue = catalogue;
    this.columns = columns;
  }

  /** Whether the item of a number is on sale and passes. */
  public static IntPredicate of(ItemFilter filter, Catalogue catalogue, Columns.View columns) {
    Test test = new ColumnFilter(catalogue, columns).test(filter);
    IntPredicate passes = test.passes();
    return number -> columns.isOnSale(number) && passes.test(number);
  }

  /**
   * A filter or a part of one.
   *
   * @param cheap whether it asks columns alone
   */
  private record Test(IntPredicate passes, boolean cheap) {}

  private Test test(ItemFilter filter) {
    return switch (filter) {
      case ItemFilter.And and -> all(and.of());
      case ItemFilter.Or or -> any(or.of());
      case ItemFilter.Not not -> {
        Test of = test(not.of());
        yield new Test(of.passes().negate(), of.cheap());
      }
      case ItemFilter.Under under -> byCategories(under);
      case ItemFilter.TextIn in -> text(in);
      case ItemFilter.Compare compare ->
          number(compare.field(), value -> compare.side().holds(value, compare.with()));
      case ItemFilter.NumberIn in -> number(in.field(), in.values()::contains);
      case ItemFilter.When when -> byItem(when);
      case ItemFilter.AttributeIn in -> byItem(in);
      case ItemFilter.AttributeCompare compare -> byItem(compare);
    };
  }

  private Test text(ItemFilter.TextIn in) {
    return switch (in.field()) {
      case CATEGORY -> byCategories(in);
      case BRAND -> byBrand(in);
      case ITEM_ID, TITLE, CURRENCY, ATTRIBUTE -> byItem(in);
    };
  }

  /** The cheap ones first: what they do not let pass is never asked for the others. */
  private Test all(List<ItemFilter> filters) {
    List<Test> tests = filters.stream().map(this::test).toList();
    IntPredicate passes =
        tests.stream()
            .sorted(Comparator.comparing(test -> !test.cheap()))
            .map(Test::passes)
            .reduce(IntPredicate::and)
            .orElse(number -> true);
    return new Test(passes, tests.stream().allMatch(Test::cheap));
  }

  private Test any(List<ItemFilter> filters) {
    List<Test> tests = filters.stream().map(this::test).toList();
    IntPredicate passes =
        tests.stream()
            .sorted(Comparator.comparing(test -> !test.cheap()))
            .map(Test::passes)
            .reduce(IntPredicate::or)
            .orElse(number -> false);
    return new Test(passes, tests.stream().allMatch(Test::cheap));
  }

  private Test byCategories(ItemFilter filter) {
    return byCode(
        columns::categories,
        columns.categoryCodes(),
        code -> filter.test(having(code == NONE ? List.of() : columns.categoriesOf(code), null)));
  }

  private Test byBrand(ItemFilter filter) {
    return byCode(
        columns::brand,
        columns.brandCodes(),
        code -> filter.test(having(List.of(), code == NONE ? null : columns.brandOf(code))));
  }

  /** Asks once a code and remembers what was said. */
  private static Test byCode(IntUnaryOperator codeOf, int codes, IntPredicate passes) {
    byte[] known = new byte[codes];
    return new Test(
        number -> {
          int code = codeOf.applyAsInt(number);
          if (code >= known.length) {
            return passes.test(code);
          }
          if (known[code] == 0) {
            known[code] = (byte) (passes.test(code) ? 1 : -1);
          }
          return known[code] > 0;
        },
        true);
  }

  private Test number(NumberField field, DoublePredicate passes) {
    IntToDoubleFunction of =
        switch (field) {
          case PRICE -> columns::price;
          case STOCK -> columns::stock;
        };
    return new Test(
        number -> {
          double value = of.applyAsDouble(number);
          return !Double.isNaN(value) && passes.test(value);
        },
        true);
  }

  private Test byItem(ItemFilter filter) {
    return new Test(
        number -> {
          CatalogueItem item = catalogue.get(number);
          return item != null && filter.test(item);
        },
        false);
  }

  /** An item of which only this is known. */
  private static CatalogueItem having(List<String> categories, @Nullable String brand) {
    var item = new Item("", null, null, categories, brand, null, null, null, null, List.of());
    return new CatalogueItem(item, 0, 0);
  }
}
