import { afterEach, describe, expect, it, vi } from 'vitest';
import { decodeText } from '../../../../src/edges/feeds/charset.ts';
import { plainText } from '../../../../src/edges/feeds/html.ts';
import { parseFeedList, parseSyndicated } from '../../../../src/edges/feeds/parse.ts';

const base = 'https://site.example/feeds/news.xml';
const rss = (inside: string, channel = '<title>T &amp; Co</title><language>en_gb</language><ttl>60</ttl>') =>
  `<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>${channel}${inside}</channel></rss>`;

afterEach(() => vi.unstubAllEnvs());

describe('a feed', () => {
  it('of RSS gives titles, links, the fullest text, times and languages', () => {
    const feed = parseSyndicated(
      rss(`<item><title>One &#8211; &lt;b&gt;two&lt;/b&gt;</title><link>/1?a=1&amp;b=2</link><guid isPermaLink="false">x1</guid>
        <pubDate>Tue, 03 Nov 2026 10:00:00 GMT</pubDate><description><![CDATA[<p>Teaser</p>]]></description>
        <content:encoded><![CDATA[<p>The whole &amp; full text.</p><script>alert(1)</script>]]></content:encoded></item>`),
      base,
    );
    expect(feed).toEqual({
      title: 'T & Co',
      language: 'en-gb',
      ttl: 3_600_000,
      items: [
        {
          guid: 'x1',
          link: 'https://site.example/1?a=1&b=2',
          title: 'One – two',
          text: 'The whole & full text.',
          time: Date.UTC(2026, 10, 3, 10),
        },
      ],
    });
  });

  it('has the same times on a machine in any zone', () => {
    vi.stubEnv('TZ', 'America/New_York');
    const { items } = parseSyndicated(
      '{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","content_text":"x","date_published":"2026-01-01T10:00:00"}]}',
      base,
    );
    expect(items[0]?.time).toBe(Date.UTC(2026, 0, 1, 10));
    const item = '<item><title>x</title><pubDate>Thu, 01 Jan 2026 10:00:00</pubDate></item>';
    expect(parseSyndicated(rss(item), base).items[0]?.time).toBe(Date.UTC(2026, 0, 1, 10));
  });

  it('of Atom, RDF and JSON gives the same', () => {
    const atom = parseSyndicated(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="de"><title>A</title><id>urn:x</id><entry><title type="html">Eins &lt;i&gt;zwei&lt;/i&gt;</title><id>tag:x,1</id>
       <link rel="enclosure" href="x.mp3"/><link href="../1"/><published>2026-11-03T10:00:00Z</published><updated>2026-11-04T10:00:00Z</updated><summary>Kurz</summary>
       <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Lang und <i>breit</i></p></div></content></entry></feed>`,
      base,
    );
    expect(atom).toEqual({
      title: 'A',
      language: 'de',
      ttl: 0,
      items: [
        {
          guid: 'tag:x,1',
          link: 'https://site.example/1',
          title: 'Eins zwei',
          text: 'Lang und breit',
          time: Date.UTC(2026, 10, 3, 10),
        },
      ],
    });
    const rdf = parseSyndicated(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://r.example"><title>R</title></channel>
       <item rdf:about="https://r.example/1"><title>I</title><link>https://r.example/1</link><description>D</description><dc:date>2026-01-01</dc:date></item></rdf:RDF>`,
      base,
    );
    expect(rdf.items).toEqual([
      { guid: 'https://r.example/1', link: 'https://r.example/1', title: 'I', text: 'D', time: Date.UTC(2026, 0, 1) },
    ]);
    const json = parseSyndicated(
      '{"version":"https://jsonfeed.org/version/1.1","title":"J","language":"fr","items":[{"id":"1","url":"https://j.example/1","content_html":"<p>x</p>","date_published":"2026-01-01T00:00:00Z"}]}',
      base,
    );
    expect(json).toMatchObject({
      title: 'J',
      language: 'fr',
      items: [{ guid: '1', title: '', text: 'x', time: Date.UTC(2026, 0, 1) }],
    });
  });

  it('shows text that is no HTML as it is written', () => {
    const json = {
      version: 'https://jsonfeed.org/version/1.1',
      title: 'C<T>',
      items: [{ id: '1', title: 'Vec<u8> & co', content_text: 'if a <b and c> d' }],
    };
    expect(parseSyndicated(JSON.stringify(json), base)).toMatchObject({
      title: 'C<T>',
      items: [{ title: 'Vec<u8> & co', text: 'if a <b and c> d' }],
    });
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><id>urn:x</id><entry><id>1</id>
      <title type="text">List&lt;String&gt;</title><content type="text">a &lt;b c</content></entry><entry><id>2</id>
      <title>&lt;i&gt;two&lt;/i&gt;</title></entry></feed>`;
    expect(parseSyndicated(atom, base).items.map(({ title, text }) => [title, text])).toEqual([
      ['List<String>', 'a <b c'],
      ['two', ''],
    ]);
    const media = `<rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><item><title>V</title>
      <media:description type="plain">Vec&lt;u8&gt;</media:description></item></channel></rss>`;
    expect(parseSyndicated(media, base).items[0]?.text).toBe('Vec<u8>');
    const plain = atom.replace('content type="text"', 'content type="text/plain"');
    expect(parseSyndicated(plain, base).items[0]?.text).toBe('a <b c');
  });

  it('has the description of a video or an episode where there is no other text', () => {
    const media = 'xmlns:media="http://search.yahoo.com/mrss/"';
    const video = `<feed xmlns="http://www.w3.org/2005/Atom" ${media}><title>A</title><id>urn:x</id><entry><id>yt:1</id><title>V</title>
      <media:group><media:title>V</media:title><media:description>What is seen</media:description></media:group></entry></feed>`;
    expect(parseSyndicated(video, base).items[0]?.text).toBe('What is seen');
    const podcast = `<rss version="2.0" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" ${media}><channel>
      <item><title>E</title><itunes:summary>What is heard</itunes:summary></item>
      <item><title>N</title><description>News</description><media:description>Somebody in front of a house</media:description></item></channel></rss>`;
    expect(parseSyndicated(podcast, base).items.map(({ text }) => text)).toEqual(['What is heard', 'News']);
  });

  it('has links from where the feed says that they are meant, or the permanent one', () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/blog/"><title>A</title><id>urn:x</id>
      <entry><id>1</id><title>1</title><link href="one"/></entry>
      <entry xml:base="2026/"><id>2</id><title>2</title><link href="two"/></entry></feed>`;
    expect(parseSyndicated(atom, base).items.map(({ link }) => link)).toEqual([
      'https://a.example/blog/one',
      'https://a.example/blog/2026/two',
    ]);
    const guids = [
      '<guid>https://p.example/1</guid>',
      '<guid isPermaLink="false">https://p.example/2</guid>',
      '<guid>3</guid>',
    ];
    const items = guids.map((guid) => `<item><title>x</title>${guid}</item>`).join('');
    expect(parseSyndicated(rss(items), base).items.map(({ link }) => link)).toEqual([
      'https://p.example/1',
      undefined,
      undefined,
    ]);
  });

  it('that is broken gives what can be read of it', () => {
    const cut = parseSyndicated(
      '<rss version="2.0"><channel><title>T</title><item><title>A & B</title><link>javascript:alert(1)</link><description>un<br>closed</description><pubDate>yesterday</pubDate></item><item><title>C',
      base,
    );
    expect(cut.items.map(({ title, text, link, time }) => [title, text, link, time])).toEqual([
      ['A & B', 'un\nclosed', undefined, undefined],
    ]);
  });

  it('expands no entities of its own, and reads no files', () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
    let text = '';
    try {
      text = JSON.stringify(
        parseSyndicated(
          `${bomb}<rss version="2.0"><channel><title>&b;&f;</title><item><title>&b;&f;</title></item></channel></rss>`,
          base,
        ),
      );
    } catch (error) {
      expect(error).toMatchObject({ fault: 'poison' });
    }
    expect(text).not.toMatch(/aaa|root:/);
  });

  it.each(['<html><body>404</body></html>', '', 'plain', '{"a":1}', '<rss'])('is not %j', (text) => {
    expect(() => parseSyndicated(text, base)).toThrow(/^https:\/\/site\.example\/feeds\/news\.xml is no feed/);
  });
});

describe('a charset', () => {
  const latin = Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?>é', 'latin1');
  it.each([
    [
      'a byte-order mark first',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('é', 'utf16le')]),
      'text/xml; charset=utf-8',
      'é',
    ],
    ['then the content type', Buffer.from('é'), 'text/xml;charset="UTF-8"', 'é'],
    ['then the XML declaration', latin, 'text/xml', '<?xml version="1.0" encoding="iso-8859-1"?>é'],
    [
      'another one than was declared when the bytes contradict it',
      Buffer.from([0x80, 0xe9]),
      'text/xml; charset=utf-8',
      '€é',
    ],
    ['UTF-8 when nothing is said', Buffer.from('新闻'), null, '新闻'],
    ['GB 18030, as Chinese feeds have it', Buffer.from([0xd0, 0xc2, 0xce, 0xc5]), 'text/xml; charset=gb2312', '新闻'],
    [
      'not the UTF-16 that .NET declares of a text in UTF-8',
      Buffer.from('<?xml version="1.0" encoding="utf-16"?>é '),
      'text/xml; charset=utf-16',
      '<?xml version="1.0" encoding="utf-16"?>é ',
    ],
    ['UTF-16 that shows itself', Buffer.from('<a>é', 'utf16le'), 'text/xml', '<a>é'],
    ['UTF-16, the other way round', Buffer.from('<a>é', 'utf16le').swap16(), null, '<a>é'],
    ['not the Latin 1 of a server that says so of everything', Buffer.from('né'), 'text/xml; charset=iso-8859-1', 'né'],
    ['Latin 1 where it is that', Buffer.from('né', 'latin1'), 'text/xml; charset=iso-8859-1', 'né'],
    ['UTF-8 that broke off within a character', Buffer.from('新闻').subarray(0, 5), 'text/xml; charset=utf-8', '新'],
    ['such UTF-8 of such a server', Buffer.from('né新').subarray(0, 5), 'text/xml; charset=iso-8859-1', 'né'],
    ['none that is not known', Buffer.from('é'), 'text/xml; charset=klingon', 'é'],
  ])('is %s', (_, bytes, type, text) => {
    expect(decodeText(bytes, type)).toBe(text);
  });
});

it('HTML becomes what a reader sees', () => {
  expect(
    plainText('<p>a <b>b</b>c</p><p>d&nbsp;&lt;e&gt;</p><style>x{}</style><ul><li>f<li>g</ul><!-- h --><img alt=i>'),
  ).toBe('a bc\n\nd <e>\n\nf\n\ng');
  expect(plainText('5 < 6 & 7')).toBe('5 < 6 & 7');
  expect(plainText('<p>cut <a href="x')).toBe('cut');
});

it.each(['iframe', 'script', 'object', 'svg', 'noscript'])('HTML goes on after <%s/>, as XHTML has it', (name) => {
  expect(plainText(`<p>before</p><${name} src="x"/><p>after</p>`)).toBe('before\n\nafter');
});

it('HTML that is deeper than any page is read in a moment, and what stands before is kept', () => {
  expect(plainText(`<p>before</p>${'<b>'.repeat(500_000)}`)).toMatch(/^before/);
});

it('HTML that is deep reads alike wherever it is looked at', () => {
  const line = '<font color="#808080" face="Verdana">deep';
  expect(plainText(line.repeat(2000))).toBe('deep'.repeat(2000));
});

it('HTML that is long reads alike wherever it is looked at', () => {
  const line = '<p>Caf&eacute; &amp; <i title="&quot;">bar</i>';
  const long = Array.from({ length: 2000 }, (_, n) => `${line} ${n}</p>`).join('');
  expect(plainText(long)).toBe(Array.from({ length: 2000 }, (_, n) => `Café & bar ${n}`).join('\n\n'));
});

describe('a list of feeds', () => {
  it('is OPML or an address on each line', () => {
    expect(
      parseFeedList(
        '<opml version="2.0"><body><outline text="News"><outline type="rss" text="A" xmlUrl="https://a.example/feed"/></outline><outline text="B" xmlUrl="https://b.example/feed"/></body></opml>',
        'x',
      ),
    ).toEqual(['https://a.example/feed', 'https://b.example/feed']);
    expect(
      parseFeedList('# mine\nhttps://a.example/feed # news\n\nhttps://a.example/feed\nhttps://b.example/#top\n', 'x'),
    ).toEqual(['https://a.example/feed', 'https://b.example/#top']);
  });
  it.each([
    ['', /names no feed/],
    ['file:///etc/passwd', /no http or https address/],
    ['<opml version="2.0"><body/></opml>', /names no feed|no OPML/],
    ['<opml', /names no feed|no OPML/],
  ])('is not %j', (text, reason) => {
    expect(() => parseFeedList(text, 'list.opml')).toThrow(reason);
  });
  it.each(['ftp://ann:secret@a.example/feed', 'https://ann:se/cret@a.example/feed'])(
    'tells no password of %s, which is none that is fetched',
    (text) => {
      expect(() => parseFeedList(text, 'list.opml')).toThrow(/:\/\/a\.example\/feed", which is no http/);
    },
  );
});
