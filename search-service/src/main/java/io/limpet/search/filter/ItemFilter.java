package io.limpet.search.filter;

import io.limpet.core.item.Item;
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
  boolean test(Item item);

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
    public boolean test(Item item) {
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
    public boolean test(Item item) {
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
    public boolean test(Item item) {
      return !of.test(item);
    }
  }

  /** One of the field's texts is one of these. */
  record TextIn(TextField field, Set<String> values) implements ItemFilter {
    public TextIn {
      values = Set.copyOf(values);
    }

    @Override
    public boolean test(Item item) {
      return field.any(item, values);
    }
  }

  /** The field's number is one of these. */
  record NumberIn(NumberField field, Set<Double> values) implements ItemFilter {
    public NumberIn {
      values = Set.copyOf(values);
    }

    @Override
    public boolean test(Item item) {
      Double value = field.of(item);
      return value != null && values.contains(value);
    }
  }

  /** The field's number lies on this side of another. */
  record Compare(NumberField field, Side side, double with) implements ItemFilter {
    @Override
    public boolean test(Item item) {
      Double value = field.of(item);
      return value != null
          && switch (side) {
            case BELOW -> value < with;
            case AT_MOST -> value <= with;
            case ABOVE -> value > with;
            case AT_LEAST -> value >= with;
          };
    }
  }

  /** A side of a number. */
  enum Side {
    BELOW,
    AT_MOST,
    ABOVE,
    AT_LEAST
  }
}
