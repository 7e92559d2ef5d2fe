package io.limpet.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.limpet.core.generation.Registry;
import io.limpet.core.setting.Setting;
import io.limpet.standalone.FailedException;
import io.limpet.standalone.RefusedException;
import io.limpet.standalone.client.Pruning;
import io.limpet.standalone.client.Releases;
import io.limpet.standalone.client.ServiceClient;
import io.limpet.standalone.retrain.Past;
import io.limpet.standalone.retrain.PastFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code limpet models}. */
@Command(
    name = "models",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Look at generations, decide which one is served, and delete old ones.",
    commandListHeading = "%nCommands:%n")
final class ModelsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getOut());
    return 2;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "The generations there are, how good they are, and which one is served.")
  int list(
      @Option(
              names = "--registry",
              paramLabel = "DIR",
              description = "A folder of generations, train --out for one, in place of a stack.")
          @Nullable Path registry,
      @Mixin ServiceOption service) {
    PrintWriter out = spec.commandLine().getOut();
    Optional<ServiceClient> running = registry == null ? service.find() : Optional.empty();
    if (running.isPresent()) {
      out.print(ModelTable.of(body(running.get().get("/v1/models"))));
      if (!service.isRemote()) {
        tellRetraining(service.folder());
      }
      return 0;
    }
    if (registry != null && !Files.isDirectory(registry)) {
      throw new RefusedException("there is no folder " + registry + "; give train's --out");
    }
    out.print(
        ModelTable.of(
            new Registry(registry == null ? service.folder().resolve("models") : registry)));
    if (registry == null) {
      tellRetraining(service.folder());
      out.println("No stack runs on this data folder: which one is served is known when it does.");
    }
    return 0;
  }

  private void tellRetraining(Path folder) {
    new PastFile(folder)
        .read()
        .map(Past::last)
        .ifPresent(last -> spec.commandLine().getOut().println("Retraining, " + last.line()));
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = {
        "Serve a generation to everybody; users move over while they are served.",
        "With a share it is a canary: release it without one to complete, roll it back to end it."
      })
  int release(
      @Parameters(paramLabel = "GENERATION", description = "As `limpet models list` shows it.")
          String generation,
      @Option(
              names = "--share",
              paramLabel = "SHARE",
              description = "Serve it to this share of the visitors only, 0.1 for a tenth.")
          @Nullable Double share,
      @Mixin ServiceOption service) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    if (share != null) {
      body.put("share", share);
    }
    return decide(service, generation, releases -> releases.release(generation, body, this::tell));
  }

  @Command(
      name = "rollback",
      mixinStandardHelpOptions = true,
      description = "Take a generation out of use, and serve the one released before it.")
  int rollback(
      @Parameters(paramLabel = "GENERATION", description = "As `limpet models list` shows it.")
          String generation,
      @Mixin ServiceOption service) {
    return decide(service, generation, releases -> releases.rollBack(generation, this::tell));
  }

  @Command(
      name = "prune",
      mixinStandardHelpOptions = true,
      description = {
        "Delete old generations.",
        "What answers or would after a rollback stays, and what an experiment compares."
      })
  int prune(
      @Option(
              names = "--keep",
              paramLabel = "N",
              description =
                  "So many of the youngest stay in any case, 1 or more (default: the setting"
                      + " keep-generations, 5).")
          @Nullable Integer keep,
      @Option(
              names = "--registry",
              paramLabel = "DIR",
              description = "Their folder, where it is not that of the stack of --data.")
          @Nullable Path registry,
      @Option(names = "--dry-run", description = "Only say which would be deleted.") boolean dryRun,
      @Mixin ServiceOption service) {
    int youngest = keep == null ? Given.settings().whole(Setting.KEEP_GENERATIONS) : keep;
    if (youngest < 1) {
      throw new RefusedException("--keep is %d; give 1 or more".formatted(youngest));
    }
    if (registry == null && service.isRemote()) {
      throw new RefusedException("--url says nothing of where generations are; give --registry");
    }
    Path folder = registry == null ? service.folder().resolve("models") : registry;
    if (!Files.isDirectory(folder)) {
      throw new RefusedException("there is no folder " + folder + "; give train's --out");
    }
    var pruning = new Pruning(service.require(), new Registry(folder));
    List<String> old = pruning.superfluous(youngest);
    if (!dryRun) {
      pruning.delete(old);
    }
    PrintWriter out = spec.commandLine().getOut();
    old.forEach(
        generation -> out.println(generation + (dryRun ? " would be deleted" : " is deleted")));
    if (old.isEmpty()) {
      out.println("There is nothing to delete.");
    }
    return 0;
  }

  private int decide(
      ServiceOption service, String generation, Function<Releases, ServiceClient.Answer> decision) {
    if (!Registry.isId(generation)) {
      throw new RefusedException("\"" + generation + "\" cannot be the id of a generation");
    }
    JsonNode answer = body(decision.apply(new Releases(service.require())));
    spec.commandLine()
        .getOut()
        .printf("%s is %s%n", generation, ModelTable.state(answer).replace('_', ' '));
    return 0;
  }

  /** Says what the service is at with the index of a large shop, for minutes. */
  private void tell(String state) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(state.replace('_', ' ') + " ...");
    out.flush();
  }

  private static JsonNode body(ServiceClient.Answer answer) {
    if (answer.status() == 404 || answer.status() == 409 || answer.status() == 400) {
      throw new RefusedException(answer.detail());
    }
    if (!answer.isSuccess()) {
      throw new FailedException(answer.detail());
    }
    return answer.body();
  }
}
