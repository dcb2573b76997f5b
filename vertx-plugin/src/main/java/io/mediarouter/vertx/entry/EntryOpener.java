package io.mediarouter.vertx.entry;

import io.mediarouter.vertx.config.servers.S3Config;
import io.mediarouter.vertx.config.servers.Secret;
import io.mediarouter.vertx.config.servers.ServerAccess;
import io.mediarouter.vertx.config.servers.ServerAccess.TlsFiles;
import io.mediarouter.vertx.config.tree.ConfigError;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The one who gets the secrets of one server from where they are. Blocks for files. */
final class EntryOpener {
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]+");
  private static final Pattern CERTIFICATE =
      Pattern.compile("-----BEGIN [A-Z0-9 ]*CERTIFICATE-----");
  private static final Pattern KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");

  private final String at;
  private final UnaryOperator<@Nullable String> environment;
  private final List<ConfigError> errors;

  /**
   * An opener for one server.
   *
   * @param at the path of its section, with a dot at the end
   * @param errors takes what cannot be had
   */
  EntryOpener(String at, UnaryOperator<@Nullable String> environment, List<ConfigError> errors) {
    this.at = at;
    this.environment = environment;
    this.errors = errors;
  }

  Entry open(ServerAccess access) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    access.headers().forEach((name, secret) -> headers.put(name, open("headers." + name, secret)));
    if (access.user() != null && access.password() != null) {
      headers.put("authorization", basic(access.user(), access.password()));
    }
    TlsEntry tls = access.tls() == null ? null : tls(access.tls());
    Entry.S3Entry s3 = access.s3() == null ? null : s3(access.s3()).orElse(null);
    return new Entry(headers, tls, s3, access.relay());
  }

  private String basic(String user, Secret password) {
    String pair = user + ":" + open("basic.password", password);
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private String open(String key, Secret secret) {
    String text = Objects.requireNonNullElse(secret.text(), "");
    if (secret.env() != null) {
      text = Objects.requireNonNullElse(environment.apply(secret.env()), "");
    } else if (secret.file() != null) {
      text = file(key + ".file", secret.file()).lines().findFirst().orElse("").strip();
    }
    if (!PRINTABLE.matcher(text).matches()) {
      error(key, secret + " (expected: printable ASCII, at least one character)");
    }
    return text;
  }

  private void error(String key, String message) {
    errors.add(new ConfigError(0, at + key, message));
  }

  private String file(String key, String file) {
    try {
      return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    } catch (IOException | IllegalArgumentException e) {
      error(key, file + " (expected: a file that can be read)");
      return "";
    }
  }

  private TlsEntry tls(TlsFiles files) {
    Buffer certificate = pem("tls.certificate", files.certificate(), CERTIFICATE);
    Buffer key =
        files.key() == null
            ? pem("tls.certificate", files.certificate(), KEY)
            : pem("tls.key", files.key(), KEY);
    return new TlsEntry(pem("tls.trust", files.trust(), CERTIFICATE), certificate, key);
  }

  private @Nullable Buffer pem(String key, @Nullable String file, Pattern content) {
    if (file == null) {
      return null;
    }
    int before = errors.size();
    String text = file(key, file);
    if (!content.matcher(text).find() && errors.size() == before) {
      String what = content.equals(KEY) ? "a private key, not encrypted" : "a certificate";
      error(key, file + " (expected: " + what + ", PEM)");
    }
    return Buffer.buffer(text);
  }

  private Optional<Entry.S3Entry> s3(S3Config s3) {
    Optional<S3Keys> keys =
        s3.credentials() == null ? ofEnvironment() : inFile(s3.credentials(), s3.profile());
    return keys.map(found -> new Entry.S3Entry(s3, found));
  }

  private Optional<S3Keys> ofEnvironment() {
    Optional<S3Keys> keys = S3Keys.of(environment);
    if (keys.isEmpty()) {
      String expected = S3Keys.ACCESS_KEY + " and " + S3Keys.SECRET_KEY + " in the environment";
      error("s3.credentials", "missing (expected: a file, or " + expected + ")");
    }
    return keys;
  }

  private Optional<S3Keys> inFile(String file, String profile) {
    int before = errors.size();
    Optional<S3Keys> keys = S3Keys.in(file("s3.credentials", file), profile);
    if (keys.isEmpty() && errors.size() == before) {
      String expected = "aws_access_key_id and aws_secret_access_key below [" + profile + "]";
      error("s3.credentials", file + " (expected: a file with " + expected + ")");
    }
    return keys;
  }
}
