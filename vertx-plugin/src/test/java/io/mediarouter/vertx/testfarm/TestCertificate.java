package io.mediarouter.vertx.testfarm;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for this machine with its key, signed by itself, as the JDK's keytool makes it. */
public final class TestCertificate {
  /** Of each store that is written. */
  public static final String PASSWORD = "changeit";

  /** Where PKCS#1 begins in PKCS#8 of an RSA key of 2048 bits. */
  private static final int PKCS1_OFFSET = 26;

  private final KeyStore store;

  private TestCertificate(KeyStore store) {
    this.store = store;
  }

  /**
   * Makes one.
   *
   * @param algorithm RSA, EC or Ed25519
   * @param further further arguments for keytool
   */
  public static TestCertificate make(Path folder, String algorithm, String... further) {
    Path file = folder.resolve("k" + System.nanoTime() + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "own",
                "-keyalg",
                algorithm,
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString()));
    command.addAll(Arrays.asList(further));
    try {
      Process tool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (tool.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      return new TestCertificate(KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The certificate, PEM. */
  public String certificate() throws GeneralSecurityException {
    return pem("CERTIFICATE", store.getCertificate("own").getEncoded());
  }

  /** Its private key, PEM of PKCS#8. */
  public String key() throws GeneralSecurityException {
    return pem("PRIVATE KEY", encodedKey());
  }

  /** Its private key, PEM of PKCS#1 as older tools write it; of RSA only. */
  public String olderKey() throws GeneralSecurityException {
    byte[] all = encodedKey();
    return pem("RSA PRIVATE KEY", Arrays.copyOfRange(all, PKCS1_OFFSET, all.length));
  }

  private byte[] encodedKey() throws GeneralSecurityException {
    return store.getKey("own", PASSWORD.toCharArray()).getEncoded();
  }

  private static String pem(String what, byte[] encoded) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  /** Writes both into {@code certificate.pem} and {@code key.pem}. */
  public void write(Path folder) throws IOException, GeneralSecurityException {
    Files.writeString(folder.resolve("certificate.pem"), certificate());
    Files.writeString(folder.resolve("key.pem"), key());
  }

  /** The configuration's map of files that {@link #write} has written. */
  public static String files(Path folder) {
    return "{certificate: '%s', key: '%s'}"
        .formatted(folder.resolve("certificate.pem"), folder.resolve("key.pem"));
  }

  /** Writes a store of trust with this certificate alone, as the JDK reads it. */
  public void writeTrust(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      trust(this).store(out, PASSWORD.toCharArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore trust(TestCertificate... believed)
      throws IOException, GeneralSecurityException {
    KeyStore trust = KeyStore.getInstance("PKCS12");
    trust.load(null, null);
    for (int i = 0; i < believed.length; i++) {
      trust.setCertificateEntry("c" + i, believed[i].store.getCertificate("own"));
    }
    return trust;
  }

  /** What believes these certificates and no other. */
  public static SSLContext trusting(TestCertificate... believed) throws GeneralSecurityException {
    try {
      KeyStore trust = trust(believed);
      var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client that believes these certificates and no other. */
  public static HttpClient client(HttpClient.Version version, TestCertificate... believed)
      throws GeneralSecurityException {
    return HttpClient.newBuilder().version(version).sslContext(trusting(believed)).build();
  }
}
