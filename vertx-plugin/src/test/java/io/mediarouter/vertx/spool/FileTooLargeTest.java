package io.mediarouter.vertx.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A real error of the system in the middle of the file, as a full disk gives it. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class FileTooLargeTest {
  @TempDir Path directory;

  @Test
  void fileThatCannotGrow_doesNotBreakAReader() throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var child =
        new ProcessBuilder(
            "sh",
            "-c",
            "ulimit -f 400 && exec \"$0\" -XX:-UsePerfData -cp \"$1\" \"$2\" \"$3\"",
            java,
            System.getProperty("java.class.path"),
            FileTooLarge.class.getName(),
            directory.toString());
    child.redirectErrorStream(true);
    Process process = child.start();

    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(told).isZero();
    assertThat(told).contains("File too large").endsWith("3000000 true 1\n");
  }
}
