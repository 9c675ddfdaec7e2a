package dev.creance.release.approval;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/** Ed25519 keys as text, signing and checking. */
public final class Signing {
  private static final String ALGORITHM = "Ed25519";
  private static final String CONTEXT = "creance release signature, version 1";

  private Signing() {}

  /** A new pair of keys. */
  public static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance(ALGORITHM).generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java since 15 has Ed25519", e);
    }
  }

  /** A public key as text: base 64 of its X.509 form. */
  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** A private key as text: base 64 of its PKCS #8 form. */
  public static String text(PrivateKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /**
   * @throws GeneralSecurityException when the text is no Ed25519 key
   */
  public static PublicKey publicKey(String text) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(decode(text)));
  }

  /**
   * @throws GeneralSecurityException when the text is no Ed25519 key
   */
  public static PrivateKey privateKey(String text) throws GeneralSecurityException {
    return KeyFactory.getInstance(ALGORITHM).generatePrivate(new PKCS8EncodedKeySpec(decode(text)));
  }

  private static byte[] decode(String text) throws GeneralSecurityException {
    try {
      return Base64.getDecoder().decode(text.strip());
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the key is not base 64", e);
    }
  }

  /** Signs a release. */
  public static Signature sign(
      String release, String person, Person.Role role, Instant time, String comment, PrivateKey key)
      throws GeneralSecurityException {
    String at = time.truncatedTo(ChronoUnit.SECONDS).toString();
    java.security.Signature signer = java.security.Signature.getInstance(ALGORITHM);
    signer.initSign(key);
    signer.update(payload(release, person, role, at, comment));
    return new Signature(
        release, person, role, at, comment, Base64.getEncoder().encodeToString(signer.sign()));
  }

  /** Whether a signature was made with the private half of a key over exactly what it says. */
  public static boolean holds(Signature signature, PublicKey key) {
    try {
      java.security.Signature verifier = java.security.Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(
          payload(
              signature.release(),
              signature.person(),
              signature.role(),
              signature.time(),
              signature.comment()));
      byte[] signed = Base64.getDecoder().decode(signature.signature());
      // One signature has one text: the decoder ignores bits of the last character.
      return Base64.getEncoder().encodeToString(signed).equals(signature.signature())
          && verifier.verify(signed);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** What is signed: each part with its length before it, so that no two say the same. */
  static byte[] payload(
      String release, String person, Person.Role role, String time, String comment) {
    StringBuilder text = new StringBuilder(CONTEXT);
    for (String part : new String[] {release, person, role.name(), time, comment}) {
      text.append('\n').append(part.getBytes(StandardCharsets.UTF_8).length).append(':');
      text.append(part);
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
