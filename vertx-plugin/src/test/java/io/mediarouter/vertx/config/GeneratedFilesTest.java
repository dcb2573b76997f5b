package io.mediarouter.vertx.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The files that tell of the configuration are as its records make them. */
class GeneratedFilesTest {
  private static final String REWRITE = "config.rewrite";

  private static final String START = "<!-- keys -->\n";
  private static final String END = "<!-- end of keys -->";

  private static final Path PAGE = Path.of("..", "docs", "configuration.md");
  private static final Path RESOURCES = Path.of("src", "main", "resources");

  @Test
  void theSchema_isThatOfTheRecords() throws IOException {
    assertSame(RESOURCES.resolve("media-router.schema.json"), SchemaFile.text());
  }

  @Test
  void theExample_isThatOfTheRecords() throws IOException {
    assertSame(RESOURCES.resolve("media-router-example.yaml"), ExampleFile.text());
  }

  @Test
  void theDocumentedKeys_areThoseOfTheRecords() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(START) + START.length();
    int end = page.indexOf(END);

    assertSame(PAGE, page.substring(0, start) + KeyTable.text() + page.substring(end));
  }

  private static void assertSame(Path file, String made) throws IOException {
    if (Boolean.getBoolean(REWRITE)) {
      Files.writeString(file, made);
    }
    assertThat(Files.readString(file))
        .as(
            "%s is made of the records of the configuration. To write it anew:%n./mvnw -q -ntp test"
                + " -pl vertx-plugin -am -Dtest=GeneratedFilesTest"
                + " -Dsurefire.failIfNoSpecifiedTests=false -D%s=true",
            file, REWRITE)
        .isEqualTo(made);
  }
}
