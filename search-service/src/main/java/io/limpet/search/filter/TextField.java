package io.limpet.search.filter;

import io.limpet.core.item.Item;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What of an item a filter compares with texts. */
enum TextField {
  ITEM_ID("item_id") {
    @Override
    boolean any(Item item, Set<String> values) {
      return values.contains(item.itemId());
    }
  },
  TITLE("title") {
    @Override
    boolean any(Item item, Set<String> values) {
      return holds(values, item.title());
    }
  },
  CATEGORY("category") {
    @Override
    boolean any(Item item, Set<String> values) {
      return holdsOne(values, item.categories());
    }
  },
  BRAND("brand") {
    @Override
    boolean any(Item item, Set<String> values) {
      return holds(values, item.brand());
    }
  },
  CURRENCY("currency") {
    @Override
    boolean any(Item item, Set<String> values) {
      return holds(values, item.currency());
    }
  },
  ATTRIBUTE("attribute") {
    @Override
    boolean any(Item item, Set<String> values) {
      return holdsOne(values, item.attributes());
    }
  };

  private final String text;

  TextField(String text) {
    this.text = text;
  }

  /** Whether one of the field's texts is one of {@code values}. */
  abstract boolean any(Item item, Set<String> values);

  /** Its name in filters. */
  String text() {
    return text;
  }

  private static boolean holds(Set<String> values, @Nullable String value) {
    return value != null && values.contains(value);
  }

  private static boolean holdsOne(Set<String> values, List<String> of) {
    for (String value : of) {
      if (values.contains(value)) {
        return true;
      }
    }
    return false;
  }
}
