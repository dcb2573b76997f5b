package io.mediarouter.harness.bench;

import io.mediarouter.harness.scenario.process.FarmProcess;
import io.mediarouter.harness.scenario.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * An nginx of one process before the farm: below {@code /cached/} it answers from its own cache,
 * elsewhere it asks the farm for each request.
 *
 * @param home its folder, which goes with it
 * @param port where it listens
 */
record BenchNginx(Path home, int port) implements AutoCloseable {
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"));

  private static final int TRIES = 200;
  private static final long REST_MILLIS = 50;

  static boolean isInstalled() {
    return PROGRAMS.stream().anyMatch(Files::isExecutable);
  }

  /** One that is configured, but does not run. */
  static BenchNginx before(URI farm) throws IOException {
    Path home = Files.createTempDirectory("bench-nginx");
    var nginx = new BenchNginx(home, FreePort.find());
    Files.createDirectory(home.resolve("tmp"));
    Files.writeString(home.resolve("nginx.conf"), nginx.configuration(farm));
    return nginx;
  }

  private String configuration(URI farm) {
    return """
    daemon off; master_process off; pid nginx.pid; error_log error.log warn;
    events { worker_connections 1024; }
    http {
      access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000000;
      client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi;
      uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi;
      proxy_cache_path tmp/cache keys_zone=hot:10m; open_file_cache max=1000;
      proxy_buffers 16 64k; proxy_buffer_size 64k; proxy_busy_buffers_size 128k;
      upstream farm { server %1$s:%2$d; keepalive 256; keepalive_requests 1000000000; }
      server {
        listen 127.0.0.1:%3$d;
        proxy_http_version 1.1; proxy_set_header Connection "";
        location / { proxy_pass http://farm; }
        location /cached/ { proxy_pass http://farm/; proxy_cache hot; proxy_cache_valid 200 1h; }
      }
    }
    """
        .formatted(farm.getHost(), farm.getPort(), port);
  }

  /** Starts it; returns when it listens. */
  FarmProcess start(Machine machine) throws IOException {
    Path program = PROGRAMS.stream().filter(Files::isExecutable).findFirst().orElseThrow();
    String line = "echo listening on http://127.0.0.1:" + port + "/; exec \"$@\"";
    List<String> command =
        List.of(
            "sh",
            "-c",
            line,
            "sh",
            program.toString(),
            "-p",
            home + "/",
            "-c",
            "nginx.conf",
            "-e",
            "error.log");
    FarmProcess process = FarmProcess.start(machine.onProxyCpu(command));
    awaitListener();
    return process;
  }

  private void awaitListener() throws IOException {
    for (int i = 1; ; i++) {
      try (var socket = new Socket("127.0.0.1", port)) {
        return;
      } catch (IOException e) {
        if (i == TRIES) {
          throw e;
        }
        rest();
      }
    }
  }

  private static void rest() throws IOException {
    try {
      Thread.sleep(REST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(home)) {
      all.sorted(Comparator.reverseOrder()).forEach(BenchNginx::delete);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
