package io.limpet.search.filter;

import io.limpet.core.item.CatalogueItem;
import java.util.List;
import java.util.Set;

/**
 * A filter that was read, a tree of conditions on an item. Immutable. What an item does not say is
 * equal to nothing and neither below nor above anything; {@code !=} is exactly the opposite of
 * {@code =}.
 */
public sealed interface ItemFilter {
  /** Lets everything pass. */
  ItemFilter ALL = new And(List.of());

  /** Whether the item passes. */
  boolean test(CatalogueItem item);

  /**
   * Reads a filter.
   *
   * @throws FilterException when it is none; says where and how to mend it
   */
  static ItemFilter parse(String text) {
    return new FilterParser(text).parse();
  }

  /** All of them pass. */
  record And(List<ItemFilter> of) implements ItemFilter {
    public And {
      of = List.copyOf(of);
    }

    @Override
    public boolean test(CatalogueItem item) {
      for (ItemFilter filter : of) {
        if (!filter.test(item)) {
          return false;
        }
      }
      return true;
    }
  }

  /** One of them passes. */
  record Or(List<ItemFilter> of) implements ItemFilter {
    public Or {
      of = List.copyOf(of);
    }

    @Override
    public boolean test(CatalogueItem item) {
      for (ItemFilter filter : of) {
        if (filter.test(item)) {
          return true;
        }
      }
      return false;
    }
  }

  /** It does not pass. */
  record Not(ItemFilter of) implements ItemFilter {
    @Override
    public boolean test(CatalogueItem item) {
      return !of.test(item);
    }
  }

  /** One of the field's texts is one of these. */
  record TextIn(TextField field, Set<String> values) implements ItemFilter {
    public TextIn {
      values = Set.copyOf(values);
    }

    @Override
    public boolean test(CatalogueItem item) {
      return field.any(item.item(), values);
    }
  }

  /** The field's number is one of these. */
  record NumberIn(NumberField field, Set<Double> values) implements ItemFilter {
    public NumberIn {
      values = Set.copyOf(values);
    }

    @Override
    public boolean test(CatalogueItem item) {
      Double value = field.of(item);
      return value != null && values.contains(value);
    }
  }

  /** The field's number lies on this side of another. */
  record Compare(NumberField field, Side side, double with) implements ItemFilter {
    @Override
    public boolean test(CatalogueItem item) {
      Double value = field.of(item);
      return value != null && side.holds(value, with);
    }
  }

  /** The item's categories begin with these, from the widest on. */
  record Under(List<String> path) implements ItemFilter {
    public Under {
      path = List.copyOf(path);
    }

    @Override
    public boolean test(CatalogueItem item) {
      List<String> categories = item.item().categories();
      return categories.size() >= path.size() && categories.subList(0, path.size()).equals(path);
    }
  }

  /** The time lies on this side of another, which is a moment or so long before or after now. */
  record When(TimeField field, Side side, long millis, boolean fromNow) implements ItemFilter {
    @Override
    public boolean test(CatalogueItem item) {
      long with = fromNow ? System.currentTimeMillis() + millis : millis;
      return side.holds(field.of(item), with);
    }
  }

  /** One of the values of an attribute ({@code name=value}) is one of these. */
  record AttributeIn(String prefix, Set<String> values) implements ItemFilter {
    public AttributeIn {
      values = Set.copyOf(values);
    }

    @Override
    public boolean test(CatalogueItem item) {
      for (String attribute : item.item().attributes()) {
        if (attribute.startsWith(prefix) && values.contains(attribute.substring(prefix.length()))) {
          return true;
        }
      }
      return false;
    }
  }

  /** One of the values of an attribute is a number on this side of another. */
  record AttributeCompare(String prefix, Side side, double with) implements ItemFilter {
    @Override
    public boolean test(CatalogueItem item) {
      for (String attribute : item.item().attributes()) {
        if (attribute.startsWith(prefix)) {
          Double value = FilterParser.finite(attribute.substring(prefix.length()).strip());
          if (value != null && side.holds(value, with)) {
            return true;
          }
        }
      }
      return false;
    }
  }

  /** A side of a number. */
  enum Side {
    BELOW,
    AT_MOST,
    ABOVE,
    AT_LEAST;

    boolean holds(double value, double with) {
      return switch (this) {
        case BELOW -> value < with;
        case AT_MOST -> value <= with;
        case ABOVE -> value > with;
        case AT_LEAST -> value >= with;
      };
    }
  }
}
