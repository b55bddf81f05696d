// SPDX-License-Identifier: BSL-1.0
#include "outbox/vault.hpp"

#include "outbox/master_key_access.hpp"

#include <sodium.h>

#include <string>
#include <utility>

namespace multipost {

namespace {

// A sealed value: one byte of format, eight of the key's number (little-endian), the nonce, the ciphertext and its tag.
constexpr char format = 1;
constexpr std::size_t head_bytes = 1 + 8;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(key_bytes::size == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string head_of(std::int64_t key_id)
{
    std::string head(1, format);
    for (unsigned shift = 0; shift != 64; shift += 8)
        head += static_cast<char>(static_cast<std::uint64_t>(key_id) >> shift);
    return head;
}

/// What is authenticated beside the text. Names hold no "|", so no two places are the same.
std::string context_of(const sealed_place& place, std::string_view head)
{
    std::string context;
    for (const auto part : {place.table, place.row, place.column}) context.append(part) += '|';
    return context.append(head);
}

std::string seal_under(const key_bytes& key, std::int64_t key_id, const sealed_place& place, std::string_view plain)
{
    auto out = head_of(key_id);
    const auto context = context_of(place, out);
    out.resize(head_bytes + nonce_bytes + plain.size() + tag_bytes);
    auto* const nonce = reinterpret_cast<unsigned char*>(out.data()) + head_bytes;
    randombytes_buf(nonce, nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, nullptr, bytes(plain), plain.size(), bytes(context),
                                               context.size(), nullptr, nonce, key.view().data());
    return out;
}

/// Writes the text to `plain`, which has room for sealed_text_bytes().
bool open_under(const key_bytes& key, std::int64_t key_id, const sealed_place& place, std::string_view sealed,
                unsigned char* plain)
{
    const auto head = head_of(key_id);
    if (sealed.size() < head_bytes + nonce_bytes + tag_bytes || !sealed.starts_with(head)) return false;
    const auto context = context_of(place, head);
    const auto* const nonce = bytes(sealed) + head_bytes;
    return crypto_aead_xchacha20poly1305_ietf_decrypt(plain, nullptr, nullptr, nonce + nonce_bytes,
                                                      sealed.size() - head_bytes - nonce_bytes, bytes(context),
                                                      context.size(), nonce, key.view().data()) == 0;
}

std::size_t sealed_text_bytes(std::string_view sealed)
{
    constexpr auto overhead = head_bytes + nonce_bytes + tag_bytes;
    return sealed.size() < overhead ? 0 : sealed.size() - overhead;
}

sealed_place place_of_key(std::string_view row) { return {"outbox_keys", row, "wrapped"}; }

} // namespace

vault vault::make(std::int64_t key_id) { return {key_id, key_bytes::random()}; }

std::optional<vault> vault::unwrap(std::int64_t key_id, std::string_view wrapped, const master_key& master)
{
    key_bytes key;
    const auto row = std::to_string(key_id);
    const bool opened =
        sealed_text_bytes(wrapped) == key_bytes::size &&
        open_under(master_key_access::bytes_of(master), key_id, place_of_key(row), wrapped, key.writable().data());
    if (!opened) return std::nullopt;
    return vault(key_id, std::move(key));
}

std::string vault::wrap(const master_key& master) const
{
    const auto row = std::to_string(key_id_);
    const auto key = key_.view();
    return seal_under(master_key_access::bytes_of(master), key_id_, place_of_key(row),
                      {reinterpret_cast<const char*>(key.data()), key.size()});
}

std::optional<std::int64_t> vault::key_id_of(std::string_view sealed) noexcept
{
    if (sealed.size() < head_bytes || sealed.front() != format) return std::nullopt;
    std::uint64_t id = 0;
    for (unsigned i = 0; i != 8; ++i)
        id |= static_cast<std::uint64_t>(static_cast<unsigned char>(sealed[1 + i])) << (8 * i);
    return static_cast<std::int64_t>(id);
}

std::string vault::seal(const sealed_place& place, std::string_view plain) const
{
    return seal_under(key_, key_id_, place, plain);
}

result<secret_string> vault::open(const sealed_place& place, std::string_view sealed) const
{
    std::string plain(sealed_text_bytes(sealed), '\0');
    if (!open_under(key_, key_id_, place, sealed, reinterpret_cast<unsigned char*>(plain.data())))
    {
        std::string what = "A secret in column ";
        what.append(place.column).append(" of ").append(place.table).append(", row ").append(place.row);
        return error{errc::store_failed, what + ", cannot be opened: it was changed or moved. Enter it again."};
    }
    secret_string opened(plain);
    sodium_memzero(plain.data(), plain.size());
    return opened;
}

} // namespace multipost
