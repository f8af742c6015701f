// Builds static/build: one stylesheet, one script and the small pictures, each named by its content, compressed
// beforehand, with a manifest.json that tells the application which name each one has today.
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { extname, join, basename } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { compileString } from 'sass'

const root = fileURLToPath(new URL('.', import.meta.url))
const source = join(root, 'static')
const target = join(source, 'build')
const fresh = join(source, `.build-${process.pid}`)
const manifest = {}

function keep (name, content) {
  const bytes = Buffer.from(content)
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
  const ending = extname(name)
  const hashed = `${basename(name, ending)}.${hash}${ending}`
  manifest[name] = hashed
  writeFileSync(join(fresh, hashed), bytes)
  if (['.css', '.js', '.svg'].includes(ending)) {
    const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }
    const small = brotliCompressSync(bytes, quality)
    writeFileSync(join(fresh, `${hashed}.br`), small)
    writeFileSync(join(fresh, `${hashed}.gz`), gzipSync(bytes, { level: 9 }))
    console.log(`${name}: ${bytes.length} bytes, ${small.length} compressed`)
  }
}

function styles () {
  const pages = readdirSync(join(source, 'css', 'pages')).filter((name) => /^[^_].*\.(css|scss)$/.test(name)).sort()
  const lines = ["@use 'site';", ...pages.map((name) => `@use 'pages/${name.replace(/\.s?css$/, '')}';`)]
  return compileString(lines.join('\n'), {
    loadPaths: [join(source, 'css'), join(root, 'node_modules')],
    style: 'compressed',
    quietDeps: true,
    url: pathToFileURL(join(source, 'css', 'entry.scss'))
  }).css
}

async function scripts () {
  const result = await build({
    entryPoints: [join(source, 'js', 'site.js')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['es2020'],
    legalComments: 'none',
    nodePaths: [join(root, 'node_modules')]
  })
  return result.outputFiles[0].text
}

rmSync(fresh, { recursive: true, force: true })
mkdirSync(fresh, { recursive: true })
keep('site.css', styles())
keep('site.js', await scripts())
for (const name of readdirSync(join(source, 'images')).sort()) {
  keep(name, readFileSync(join(source, 'images', name)))
}
// The font of printed sheets goes by its own name, with its licence: no page asks for it, typst looks through the folder.
mkdirSync(join(fresh, 'fonts'))
const font = join(root, 'node_modules', '@expo-google-fonts', 'source-sans-3')
for (const name of ['400Regular/SourceSans3_400Regular.ttf', '700Bold/SourceSans3_700Bold.ttf', 'LICENSE_FONT']) {
  copyFileSync(join(font, name), join(fresh, 'fonts', basename(name)))
}
writeFileSync(join(fresh, 'manifest.json'), JSON.stringify(manifest, null, 2) + '\n')
// The old build steps aside and the new one takes its place, so that a running site hardly misses a file.
const old = join(source, `.old-${process.pid}`)
if (existsSync(target)) renameSync(target, old)
renameSync(fresh, target)
rmSync(old, { recursive: true, force: true })
