package io.limpet.system.compose;

import static org.assertj.core.api.Assertions.assertThat;

import io.limpet.core.setting.ConfigFile;
import io.limpet.core.setting.Setting;
import io.limpet.core.setting.Settings;
import io.limpet.flink.JobSettings;
import io.limpet.flink.LimpetJob;
import io.limpet.flink.LimpetJobs;
import io.limpet.search.SearchSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests for Kubernetes say nothing that is not so, as far as that is seen without one. */
class ManifestsTest {
  private static final Path ROOT = ComposeFile.repository();

  @TempDir private Path folder;
  private final Manifests manifests = Manifests.read();
  private final ComposeFile compose = ComposeFile.read();

  @Test
  void kustomizationHasEveryFileAndEveryResourceAName() throws IOException {
    List<String> listed = new ArrayList<>(List.of("kustomization.yaml", "job-patch.yaml"));
    Map<String, Object> kustomization = Manifests.load("base/kustomization.yaml").getFirst();
    Manifests.list(kustomization, "resources").forEach(file -> listed.add(file.toString()));
    try (Stream<Path> files = Files.list(Manifests.FOLDER.resolve("base"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(listed);
    }
    assertThat(manifests.all())
        .hasSizeGreaterThan(10)
        .allSatisfy(
            resource -> {
              assertThat(resource.get("apiVersion")).isNotNull();
              assertThat(Manifests.name(resource)).matches("[a-z][a-z0-9-]{1,40}");
            });
    assertThat(manifests.all().stream().map(r -> r.get("kind") + "/" + Manifests.name(r)))
        .doesNotHaveDuplicates();
  }

  @Test
  void fileOfSettingsIsOneThatEveryPartCanStartWith() throws IOException {
    Settings settings = Settings.of(Map.of(), settingsFile());
    JobSettings jobs = JobSettings.of(settings);
    SearchSettings service = SearchSettings.of(settings);
    assertThat(jobs.registry()).isEqualTo(service.registry());
    assertThat(service.host()).isEqualTo("0.0.0.0");
    // Compose says the same of the folders inside the same images.
    assertThat(service.registry().toString())
        .isEqualTo(compose.environment("search-service").get("LIMPET_REGISTRY"));
    assertThat(service.indexes().toString())
        .isEqualTo(compose.environment("search-service").get("LIMPET_INDEXES"));
    assertThat(jobs.lake()).isEqualTo(compose.environment("jobs").get("LIMPET_LAKE"));
  }

  @Test
  void everyVariableIsASetting() throws IOException {
    Path mounted = folder.resolve("limpet.properties");
    Files.writeString(mounted, properties());
    var environment = new HashMap<String, String>();
    List<Map<String, Object>> containers = Manifests.containers(manifests.all());
    containers.addAll(Manifests.containers(Manifests.ofEveryJob()));
    for (Map<String, Object> container : containers) {
      for (Object entry : Manifests.list(container, "env")) {
        Map<String, Object> variable = Manifests.map(entry);
        environment.put(
            variable.get("name").toString(),
            variable.containsKey("value")
                ? variable.get("value").toString()
                : "taken from a secret");
      }
    }
    assertThat(environment.get("LIMPET_CONFIG")).isEqualTo("/etc/limpet/limpet.properties");
    environment.put("LIMPET_CONFIG", mounted.toString());
    Settings settings = Settings.of(environment);
    assertThat(settings.origin(Setting.CURSOR_KEY)).isEqualTo("environment");
  }

  @Test
  void everyJobIsDeployedFromTheJarThatTheImageHas() throws IOException {
    Map<String, String> expected = new TreeMap<>();
    for (LimpetJob job : LimpetJobs.all()) {
      expected.put(job.name(), job.mainClass().getName());
    }
    Map<String, String> deployed = new TreeMap<>();
    for (Map<String, Object> job : manifests.of("FlinkDeployment")) {
      assertThat(job.get("apiVersion")).isEqualTo("flink.apache.org/v1beta1");
      deployed.put(Manifests.name(job), Manifests.text(job, "spec", "job", "entryClass"));
      Map<String, Object> spec = Manifests.map(Manifests.map(job.get("spec")).get("job"));
      String[] arguments =
          Manifests.list(spec, "args").stream().map(Object::toString).toArray(String[]::new);
      assertThat(JobSettings.parse(arguments, Map.of()).parallelism())
          .isEqualTo(spec.get("parallelism"));
    }
    assertThat(deployed).as("deploy/kubernetes/base/jobs.yaml").isEqualTo(expected);

    Map<String, String> submitted = new TreeMap<>();
    Matcher jobs =
        Pattern.compile("\\b([a-z-]+)=(io\\.limpet\\.[a-zA-Z.]+)")
            .matcher(Files.readString(ROOT.resolve("docker/flink/submit-jobs.sh")));
    jobs.results().forEach(job -> submitted.put(job.group(1), job.group(2)));
    assertThat(submitted).as("docker/flink/submit-jobs.sh").isEqualTo(expected);

    String jar = Manifests.text(Manifests.ofEveryJob(), "spec", "job", "jarURI");
    assertThat(Files.readString(ROOT.resolve("docker/Dockerfile")))
        .contains("-cluster.jar " + jar.replace("local://", ""));
  }

  @Test
  void imagesAreThoseThatTheDockerfileMakes() throws IOException {
    String dockerfile = Files.readString(ROOT.resolve("docker/Dockerfile"));
    List<String> images = new ArrayList<>();
    Manifests.containers(manifests.all())
        .forEach(container -> images.add(container.get("image").toString()));
    images.add(Manifests.text(Manifests.ofEveryJob(), "spec", "image"));
    assertThat(images)
        .contains("limpet/search-service", "limpet/trainer", "limpet/topics")
        .allSatisfy(
            image ->
                assertThat(dockerfile)
                    .contains(" AS " + image.replaceFirst("limpet/([a-z-]+).*", "$1") + "\n"));
  }

  @Test
  void portsAndProbesAreThoseOfTheComposeFile() {
    Map<String, Object> service = manifests.of("Deployment").getFirst();
    Map<String, Object> container = Manifests.containers(service).getFirst();
    String port = compose.environment("search-service").get("LIMPET_HTTP_PORT");
    assertThat(Manifests.list(container, "ports")).asString().contains("containerPort=" + port);
    assertThat(
            Manifests.text(
                service, "spec", "template", "metadata", "annotations", "prometheus.io/port"))
        .isEqualTo(port);
    // WithoutKafkaIT and TopologyIT ask these.
    assertThat(Manifests.text(container, "readinessProbe", "httpGet", "path"))
        .isEqualTo("/health/ready");
    assertThat(Manifests.text(container, "startupProbe", "httpGet", "path"))
        .isEqualTo("/health/ready");
    assertThat(Manifests.text(container, "livenessProbe", "httpGet", "path"))
        .isEqualTo("/health/live");
    assertThat(Manifests.text(manifests.of("HorizontalPodAutoscaler").getFirst(), "spec"))
        .contains("name=" + Manifests.name(service));
    assertThat(Manifests.text(manifests.of("PodDisruptionBudget").getFirst(), "spec", "selector"))
        .isEqualTo(Manifests.text(service, "spec", "selector"));
  }

  @Test
  void flinkIsSetAsInTheComposeFile() {
    Map<String, Object> here =
        Manifests.map(Manifests.map(Manifests.ofEveryJob().get("spec")).get("flinkConfiguration"));
    Map<String, String> there = new HashMap<>();
    for (String line : compose.environment("taskmanager").get("FLINK_PROPERTIES").split("\n")) {
      int colon = line.indexOf(": ");
      there.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
    }
    for (String shared :
        List.of(
            "env.java.opts.all",
            "metrics.reporters",
            "metrics.reporter.prom.port",
            "metrics.reporter.prom.factory.class",
            "metrics.latency.interval")) {
      assertThat(here.get(shared)).as(shared).isEqualTo(there.get(shared));
    }
  }

  @Test
  void pluginForS3IsOfTheVersionOfFlink() throws IOException {
    Matcher version =
        Pattern.compile("FROM flink:([0-9.]+)-")
            .matcher(Files.readString(ROOT.resolve("docker/Dockerfile")));
    assertThat(version.find()).isTrue();
    assertThat(Files.readString(Manifests.FOLDER.resolve("s3/job-patch.yaml")))
        .contains("flink-s3-fs-hadoop-" + version.group(1) + ".jar");
  }

  private ConfigFile settingsFile() throws IOException {
    Path file = folder.resolve("settings.properties");
    return ConfigFile.read(Files.writeString(file, properties()));
  }

  private String properties() {
    return Manifests.text(manifests.of("ConfigMap").getFirst(), "data", "limpet.properties");
  }
}
