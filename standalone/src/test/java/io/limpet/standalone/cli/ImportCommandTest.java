package io.limpet.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.event.Event;
import io.limpet.core.item.Item;
import io.limpet.standalone.importing.ImportFiles;
import io.limpet.standalone.importing.Inbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportCommandTest {
  private static final String HEADER = "user_id,item_id,event,timestamp\n";

  @TempDir Path folder;
  private final FakeService service = new FakeService();
  private Path orders;
  private Path catalogue;

  @BeforeEach
  void writeFiles() throws Exception {
    orders = folder.resolve("orders.csv");
    catalogue = folder.resolve("catalogue.jsonl");
    Files.writeString(
        orders,
        HEADER
            + "ann,mug,purchase,1700000000\nann,bowl,purchase,1700000000\nbob,mug,view,1700000001\n");
    Files.writeString(
        catalogue, "{\"item_id\":\"mug\",\"title\":\"Red mug\"}\n{\"item_id\":\"bowl\"}\n");
  }

  @AfterEach
  void stop() {
    service.close();
  }

  @Test
  void sendsItemsAndThenTheEventsThatTheRowsMake() {
    var run = importing("--url", service.url());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    assertThat(service.items()).extracting(Item::itemId).containsExactly("mug", "bowl");
    assertThat(service.events()).extracting(Event::visitor).containsExactly("ann", "bob");
    assertThat(service.events().getFirst().items()).hasSize(2);
    assertThat(service.paths()).containsExactly("/v1/items", "/v1/events");
  }

  @Test
  void givesTheSameFileTheSameEventIds() {
    importing("--url", service.url());
    List<String> first = service.events().stream().map(Event::eventId).toList();
    importing("--url", service.url());

    assertThat(service.events())
        .extracting(Event::eventId)
        .containsExactly(first.get(0), first.get(1), first.get(0), first.get(1));
  }

  @Test
  void sendsNothingWhenTheLastRowIsBad() throws Exception {
    Files.writeString(orders, HEADER + "ann,mug,purchase,1700000000\nbob,mug,purchase,soon\n");

    var run = importing("--url", service.url());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("orders.csv, line 3").contains("timestamp");
    assertThat(service.paths()).isEmpty();
  }

  @Test
  void leavesTheFilesInTheInboxOfAStoppedStack() {
    Path data = folder.resolve("data");

    var run = importing("--data", data.toString());

    assertThat(run.exitCode()).as(run.toString()).isZero();
    List<Path> waiting = new Inbox(data.resolve("inbox")).waiting();
    assertThat(waiting).hasSize(1);
    ImportFiles files = Inbox.files(waiting.getFirst());
    assertThat(files.validate()).isEqualTo(new ImportFiles.Counts(2, 2));
  }

  @Test
  void refusesADataFolderOfANewerRelease() throws Exception {
    Path data = Files.createDirectory(folder.resolve("data"));
    Files.writeString(data.resolve("VERSION"), "99\n");

    var run = importing("--data", data.toString());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("format 99").contains("upgrade");
    assertThat(data.resolve("inbox")).doesNotExist();
  }

  @Test
  void asksForAFile() {
    var run = CommandRun.of("import");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).hasLineCount(1).contains("--interactions FILE");
  }

  @Test
  void namesAnUnknownOptionInOneLine() {
    var run = CommandRun.of("import", "--interaction", "f.csv");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .hasLineCount(1)
        .contains("--interaction")
        .contains("limpet import --help");
  }

  private CommandRun importing(String... where) {
    return CommandRun.of(
        "import",
        "--interactions",
        orders.toString(),
        "--items",
        catalogue.toString(),
        where[0],
        where[1]);
  }
}
