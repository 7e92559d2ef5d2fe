package io.limpet.lake.files;

import io.limpet.core.item.Item;
import io.limpet.core.item.ItemReader;
import io.limpet.core.item.ItemResult;
import java.nio.file.Path;

/** A file of items: JSONL with the fields of {@link Item}. Not thread-safe. */
public final class ItemFile extends JsonLines<Item> {
  private final ItemReader reader = new ItemReader();

  private ItemFile(Path file, BadRows badRows) {
    super(file, badRows);
  }

  /**
   * Opens a file.
   *
   * @throws BadInputException when it cannot be read or holds no item
   */
  public static ItemFile open(Path file) {
    return open(file, BadRows.none());
  }

  /**
   * Opens a file some of whose lines may be left out.
   *
   * @param badRows is told of them
   * @throws BadInputException when it cannot be read or holds no item
   */
  public static ItemFile open(Path file, BadRows badRows) {
    ItemFile opened = new ItemFile(file, badRows);
    opened.requireLine();
    return opened;
  }

  @Override
  Item read(byte[] json) {
    return switch (reader.read(json)) {
      case ItemResult.Accepted accepted -> accepted.item();
      case ItemResult.Rejected rejected ->
          throw bad(json, rejected.rejection().field(), rejected.rejection().message());
    };
  }
}
