//! The code pages that UTF-8 gets read by: which byte a character stood for.

use std::sync::LazyLock;

use encoding_rs as enc;
use encoding_rs::Encoding;

/// A single-byte code page, turned round.
pub(super) struct Page {
    /// The character of each byte from 0x80 on.
    high: [char; 128],
    /// The same, sorted by character.
    bytes: Vec<(char, u8)>,
}

/// The pages, likeliest first.
pub(super) static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let tables: [&'static Encoding; 13] = [
        enc::WINDOWS_1252,
        enc::MACINTOSH,
        enc::WINDOWS_1250,
        enc::WINDOWS_1251,
        enc::WINDOWS_1257,
        enc::WINDOWS_874,
        enc::WINDOWS_1253,
        enc::WINDOWS_1254,
        enc::KOI8_R,
        enc::ISO_8859_2,
        enc::WINDOWS_1255,
        enc::ISO_8859_5,
        enc::WINDOWS_1256,
    ];
    let shown = upper(enc::WINDOWS_1252);
    let consoles = [CONSOLE_850, CONSOLE_437].map(chars);
    tables.into_iter().map(upper).chain(consoles).map(|high| Page::new(high, &shown)).collect()
});

/// The pages of the consoles of old, which the standard of the web leaves out (Unicode, VENDORS/MICSFT/PC).
const CONSOLE_437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const CONSOLE_850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

/// The upper half of a page from its characters in order.
fn chars(row: &str) -> [char; 128] {
    let mut high = ['\u{fffd}'; 128];
    high.iter_mut().zip(row.chars()).for_each(|(slot, c)| *slot = c);
    high
}

/// The upper half of a page of the web.
fn upper(table: &'static Encoding) -> [char; 128] {
    let bytes: [u8; 128] = std::array::from_fn(|i| 0x80 + i as u8);
    chars(&table.decode_without_bom_handling(&bytes).0)
}

impl Page {
    /// `shown`: what programs show where this page has a hole.
    fn new(high: [char; 128], shown: &[char; 128]) -> Page {
        let mut bytes: Vec<(char, u8)> = (0x80u8..=0xff).map(|b| (high[usize::from(b - 0x80)], b)).collect();
        bytes.retain(|(c, _)| *c != '\u{fffd}');
        for byte in 0x80..=0x9f_u8 {
            let (hole, c) = (high[usize::from(byte - 0x80)], shown[usize::from(byte - 0x80)]);
            if !c.is_control() && (hole == '\u{fffd}' || hole.is_control()) && !bytes.iter().any(|b| b.0 == c) {
                bytes.push((c, byte));
            }
        }
        bytes.sort_unstable();
        Page { high, bytes }
    }

    /// The byte that `c` stands for. A control character of the range 0x80–0x9F is its own byte in every page: that is how
    /// Latin-1 and the holes of a page show.
    pub(super) fn byte(&self, c: char) -> Option<u8> {
        match self.bytes.binary_search_by_key(&c, |p| p.0) {
            Ok(i) => Some(self.bytes[i].1),
            Err(_) if ('\u{80}'..='\u{9f}').contains(&c) => Some(c as u8),
            Err(_) if ('\u{a0}'..='\u{bf}').contains(&c) && self.char(c as u8) == '\u{fffd}' => Some(c as u8),
            Err(_) => None,
        }
    }

    /// The character of a byte from 0x80 on.
    pub(super) fn char(&self, byte: u8) -> char {
        self.high[usize::from(byte - 0x80)]
    }
}

/// The character that windows-1252 has for a byte that Latin-1 leaves to control characters.
pub(super) fn windows(control: char) -> Option<char> {
    let byte = u8::try_from(u32::from(control)).ok().filter(|b| (0x80..0xa0).contains(b))?;
    let c = PAGES.first()?.char(byte);
    (c != control && c != '\u{fffd}' && !c.is_control()).then_some(c)
}
