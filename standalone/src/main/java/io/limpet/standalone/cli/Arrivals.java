package io.limpet.standalone.cli;

import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.importing.ImportFiles;
import io.limpet.standalone.importing.Importer;
import io.limpet.standalone.importing.Inbox;
import io.limpet.standalone.stack.DataFolder;
import io.limpet.standalone.stack.Stack;
import java.nio.file.Path;

/** Takes in what was imported while the stack was stopped. */
final class Arrivals {
  private Arrivals() {}

  static void take(Stack stack, Steps steps) {
    var inbox = new Inbox(stack.data().inbox());
    var importer =
        new Importer(
            new ServiceClient(stack.http()), DataFolder.imports(stack.data().root()), steps);
    for (Path entry : inbox.waiting()) {
      ImportFiles files = Inbox.files(entry);
      steps.say("Taking in an import that waited ...");
      importer.send(files, files.validate());
      Inbox.remove(entry);
    }
  }
}
