package io.limpet.core;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class CoreKnowsNoFrameworksTest {
  private static final JavaClasses CORE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.limpet.core");

  @Test
  void dependsOnNoStreamingTrainingOrServingFramework() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.apache.flink..",
            "org.apache.kafka..",
            "kafka..",
            "org.deeplearning4j..",
            "org.nd4j..",
            "io.micronaut..",
            "org.apache.hadoop..")
        .check(CORE);
  }

  @Test
  void dependsOnNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are Limpet's but not core's",
                (JavaClass other) ->
                    other.getPackageName().startsWith("io.limpet.")
                        && !other.getPackageName().startsWith("io.limpet.core")))
        .check(CORE);
  }

  @Test
  void usesOfLuceneOnlyItsNumericHelpers() {
    noClasses()
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are Lucene's outside of util",
                (JavaClass other) ->
                    other.getPackageName().startsWith("org.apache.lucene")
                        && !other.getPackageName().startsWith("org.apache.lucene.util")))
        .check(CORE);
  }

  @Test
  void packagesOfDataDoNotKnowCodecsOrTopics() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "..core.event..",
            "..core.item..",
            "..core.profile..",
            "..core.signal..",
            "..core.metric..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..core.codec..", "..core.topic..", "..core.generation..")
        .check(CORE);
  }
}
