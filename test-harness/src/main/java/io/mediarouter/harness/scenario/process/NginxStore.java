package io.mediarouter.harness.scenario.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A distribution server that is an nginx of one process, as it is installed: WebDAV, and folders
 * that are listed.
 *
 * @param home for its own files
 * @param files what it serves
 * @param port where it listens
 */
record NginxStore(Path home, Path files, int port) {
  private static final List<Path> PROGRAMS =
      List.of(Path.of("/usr/sbin/nginx"), Path.of("/usr/local/sbin/nginx"));

  /** One that is configured, but does not run. */
  static NginxStore in(Path home, Path files) throws IOException {
    var store = new NginxStore(home, files, FreePort.find());
    Files.createDirectories(home.resolve("tmp"));
    Files.createDirectories(files);
    Files.writeString(home.resolve("nginx.conf"), store.configuration());
    return store;
  }

  private String configuration() {
    return """
    daemon off; master_process off; pid nginx.pid; error_log error.log warn;
    events { worker_connections 1024; }
    http {
      access_log off; sendfile on; keepalive_timeout 60s; keepalive_requests 100000;
      client_body_temp_path tmp/body; proxy_temp_path tmp/proxy; fastcgi_temp_path tmp/fastcgi;
      uwsgi_temp_path tmp/uwsgi; scgi_temp_path tmp/scgi; client_max_body_size 0;
      server {
        listen 127.0.0.1:%d; root %s;
        location / { dav_methods PUT DELETE; create_full_put_path on; }
        location ~ /$ { autoindex on; autoindex_format json; }
      }
    }
    """
        .formatted(port, files);
  }

  /**
   * The command that runs it, and says where it listens once it has begun to; options that are
   * added are left aside.
   *
   * @throws IOException if none is installed
   */
  List<String> command() throws IOException {
    Path program =
        PROGRAMS.stream()
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(
                () ->
                    new IOException("nginx: in none of " + PROGRAMS + " (apt-get install nginx)"));
    String line =
        "(while ! [ -s %1$s/nginx.pid ]; do sleep 0.05; done;"
            + " echo listening on http://127.0.0.1:%2$d/) &"
            + " exec %3$s -p %1$s/ -c nginx.conf -e error.log";
    return List.of("sh", "-c", line.formatted(home, port, program), "sh");
  }
}
