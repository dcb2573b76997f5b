package io.mediarouter.vertx.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mediarouter.farm.Server;
import io.mediarouter.farm.ServerRole;
import io.mediarouter.vertx.config.MediaRoutingConfig;
import io.mediarouter.vertx.config.tree.ConfigException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written of a server's secrets, and where they are, gives what the server is shown. */
class EntriesTest {
  private static final Map<String, String> ENVIRONMENT =
      Map.of("KEY", "from the environment", "AWS_ACCESS_KEY_ID", "A", "AWS_SECRET_ACCESS_KEY", "S");

  @TempDir private Path folder;

  private static Entries open(String server, Map<String, String> environment) {
    MediaRoutingConfig config = MediaRoutingConfig.parse("servers: [" + server + "]", "test");
    return Entries.open(config.servers(), environment::get);
  }

  private static Entry open(String server) {
    Entries entries = open(server, ENVIRONMENT);
    MediaRoutingConfig config = MediaRoutingConfig.parse("servers: [" + server + "]", "test");
    return entries.of(config.servers().get(0).server());
  }

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("secret"), content);
  }

  @Test
  void headers_areTexts_orInTheEnvironment_orInFiles() throws IOException {
    Entry entry =
        open(
            "{role: origin, url: 'http://o/', headers: {A: one, B: {env: KEY}, C: {file: '%s'}}}"
                .formatted(file("in a file\nand no more\n")));

    assertThat(entry.headers())
        .isEqualTo(Map.of("A", "one", "B", "from the environment", "C", "in a file"));
  }

  @Test
  void basic_isAField() {
    Entry entry =
        open("{role: origin, url: 'http://o/', basic: {user: Aladdin, password: open sesame}}");

    assertThat(entry.headers())
        .isEqualTo(Map.of("authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="));
  }

  @Test
  void credentialsOfAStore_areAProfileOfAFile_orInTheEnvironment() throws IOException {
    Path file =
        file(
            """
            [default]
            aws_access_key_id = D
            aws_secret_access_key = DS
            # a comment = no value
            [profile media]
            aws_access_key_id=M
            aws_secret_access_key=MS=
            aws_session_token=MT
            """);
    String store = "{role: distribution, url: 's3+https://s/b/', s3: {%s}}";

    assertThat(keys(open(store.formatted("region: eu-1")))).isEqualTo(new S3Keys("A", "S", null));
    assertThat(keys(open(store.formatted("credentials: '" + file + "'"))))
        .isEqualTo(new S3Keys("D", "DS", null));
    assertThat(keys(open(store.formatted("credentials: '" + file + "', profile: media"))))
        .isEqualTo(new S3Keys("M", "MS=", "MT"));
  }

  private static S3Keys keys(Entry entry) {
    return java.util.Objects.requireNonNull(entry.s3()).keys();
  }

  @Test
  void whatCannotBeHad_isNamedByItsKey_andNoSecretIsTold() throws IOException {
    Path file = file("line\n");
    assertRefused("headers: {A: {env: NONE}}", "servers[0].headers.A: env NONE");
    assertRefused("headers: {A: {file: /none/there}}", "servers[0].headers.A.file: /none/there");
    assertRefused("basic: {user: u, password: \"a\\tb\"}", "basic.password: a secret (expected");
    assertRefused("tls: {trust: '" + file + "'}", "servers[0].tls.trust: " + file);
    assertRefused("tls: {certificate: '" + file + "'}", "tls.certificate: " + file);
  }

  private static void assertRefused(String keys, String error) {
    String server = "{role: origin, url: 'https://o/', " + keys + "}";
    assertThatThrownBy(() -> open(server, Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(error)
        .message()
        .doesNotContain("a\tb");
  }

  @Test
  void aStoreWithoutCredentials_isRefused() {
    assertThatThrownBy(() -> open("{role: distribution, url: 's3+http://s/b/'}", Map.of()))
        .hasMessageContaining("servers[0].s3.credentials: missing")
        .hasMessageContaining("AWS_ACCESS_KEY_ID");
  }

  @Test
  void aServerAddedLater_isShownWhatOneOnTheSameHostIs_andNoOtherHostIs() {
    Entries entries =
        open("{role: origin, id: o, url: 'http://o:1/a', headers: {A: one}}", Map.of());

    assertThat(entries.of(server("new", "http://o:1/b/")).headers()).containsEntry("A", "one");
    assertThat(entries.of(server("o", "http://elsewhere:1/a/"))).isEqualTo(Entry.NONE);
    assertThat(entries.of(server("o", "http://o:2/a/"))).isEqualTo(Entry.NONE);
  }

  private static Server server(String id, String url) {
    return new Server(id, Set.of(ServerRole.ORIGIN), URI.create(url), 4, "");
  }
}
