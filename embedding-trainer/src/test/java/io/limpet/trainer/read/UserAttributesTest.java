package io.limpet.trainer.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.EventType;
import io.limpet.lake.files.BadRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserAttributesTest {
  @TempDir Path directory;

  private static Interactions rows(int users) {
    var builder = new InteractionsBuilder();
    for (int user = 0; user < users; user++) {
      builder.add("u" + user, "i", EventType.PURCHASE, 1);
    }
    return builder.build();
  }

  private UserAttributes read(String content, Interactions rows) throws Exception {
    Path file = Files.writeString(directory.resolve("users.jsonl"), content);
    return UserAttributes.read(file, rows, BadRows.none());
  }

  @Test
  void givesUsersTheirTokensByNumber() throws Exception {
    UserAttributes of =
        read(
            """
            {"user_id":"u2","attributes":["vip","vip","club"]}
            {"user_id":"elsewhere","attributes":["vip"]}
            {"user_id":"u0","attributes":{"country":"FR"}}
            {"user_id":"u0","attributes":{"country":"DE"}}
            """,
            rows(4));

    assertThat(of.of(0)).containsExactly("country=DE");
    assertThat(of.of(1)).isEmpty();
    assertThat(of.of(2)).containsExactly("vip", "club");
    assertThat(of.of(17)).isEmpty();
    assertThat(of.known()).isEqualTo(2);
  }

  @Test
  void partsNumbersIntoTenths() throws Exception {
    StringBuilder users = new StringBuilder();
    for (int user = 0; user < 100; user++) {
      int kind = user < 70 ? 0 : user;
      users.append(
          "{\"user_id\":\"u%d\",\"attributes\":{\"age\":%d,\"children\":%d}}%n"
              .formatted(user, 20 + user, kind));
    }
    UserAttributes of = read(users.toString(), rows(100));

    assertThat(of.of(0)).containsExactly("age#0", "children#1");
    assertThat(of.of(9)).containsExactly("age#0", "children#1");
    assertThat(of.of(10)).containsExactly("age#1", "children#1");
    assertThat(of.of(99)).containsExactly("age#9", "children#4");
    Set<List<String>> kinds = new HashSet<>(of.byUser());
    assertThat(kinds).as("equal numbers are together").hasSize(10);
  }
}
