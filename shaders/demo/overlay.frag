#version 450
#extension GL_GOOGLE_include_directive : require
#include "colormap.glsl"

// One pixel of an overlay instance. Edges are anti-aliased by the signed distance d to the shape (inside is negative): a pixel whose
// centre is d from the edge is covered by 0.5 - d of it, between 0 and 1.
// The colour is written with alpha multiplied in. Colours are sRGB bytes, mixed as they are, like the pictures below them.

layout(location = 0) flat in vec4 rect;
layout(location = 1) flat in vec4 uv;
layout(location = 2) flat in vec4 clip;
layout(location = 3) flat in vec4 shape;
layout(location = 4) flat in uvec4 paint;

layout(set = 0, binding = 1) uniform sampler2D glyphs;
layout(set = 0, binding = 2) uniform sampler2D picture;

layout(location = 0) out vec4 color;

const uint FILL = 0;
const uint STROKE = 1;
const uint SHADOW = 2;
const uint GLYPH = 3;
const uint IMAGE = 4;
const uint MAP = 5;
const uint LINE = 6;
const uint AREA = 7;
const uint CURVE = 8;

const uint VIRIDIS = 1;
const uint INFERNO = 2;
const uint DIVERGING = 3;
const uint HEAT = 4;

float rounded(vec2 pixel, vec4 box, float radius)
{
    vec2 extent = box.zw * 0.5;
    radius = min(radius, min(extent.x, extent.y));
    vec2 q = abs(pixel - box.xy - extent) - extent + radius;
    return length(max(q, 0.0)) + min(max(q.x, q.y), 0.0) - radius;
}

float coverage(float d)
{
    return clamp(0.5 - d, 0.0, 1.0);
}

float segment(vec2 pixel, vec2 a, vec2 b)
{
    vec2 way = b - a;
    float along = clamp(dot(pixel - a, way) / max(dot(way, way), 1e-6), 0.0, 1.0);
    return length(pixel - a - way * along);
}

vec4 mapped(uint map, float t)
{
    t = clamp(t, 0.0, 1.0);
    if (map == VIRIDIS)
        return vec4(viridis(t), 1.0);
    if (map == INFERNO)
        return vec4(inferno(t), 1.0);
    if (map == DIVERGING) {
        vec3 end = t < 0.5 ? vec3(0.30, 0.62, 0.98) : vec3(1.00, 0.62, 0.24);
        return vec4(mix(vec3(0.06, 0.07, 0.09), end, abs(t - 0.5) * 2.0), 1.0);
    }
    if (map == HEAT)
        return vec4(inferno(0.15 + 0.85 * t), 0.75 * smoothstep(0.15, 0.75, t));
    return vec4(vec3(t), 1.0);
}

// The part of the picture under a pixel. Enlarged texels keep straight, anti-aliased edges where sharp is asked for; no pixel reads
// across the part's border, where the neighbouring tile begins.
vec4 textured(vec2 pixel, bool sharp)
{
    vec2 size = vec2(textureSize(picture, 0));
    vec2 per_pixel = (uv.zw - uv.xy) * size / rect.zw;
    vec2 texel = uv.xy * size + (pixel - rect.xy) * per_pixel;
    if (sharp) {
        vec2 seam = floor(texel + 0.5);
        texel = seam + clamp((texel - seam) / max(per_pixel, 1e-6), -0.5, 0.5);
    }
    texel = clamp(texel, uv.xy * size + 0.5, max(uv.zw * size - 0.5, uv.xy * size + 0.5));
    return textureLod(picture, texel / size, 0.0);
}

void main()
{
    vec2 pixel = gl_FragCoord.xy;
    if (pixel.x < clip.x || pixel.y < clip.y || pixel.x > clip.z || pixel.y > clip.w)
        discard;
    vec4 top = unpackUnorm4x8(paint.x);
    vec4 bottom = unpackUnorm4x8(paint.y);
    uint kind = paint.z;
    vec4 result = mix(top, bottom, clamp((pixel.y - rect.y) / rect.w, 0.0, 1.0));
    if (kind == FILL) {
        result.a *= coverage(rounded(pixel, rect, shape.x));
    } else if (kind == STROKE) {
        float d = rounded(pixel, rect, shape.x);
        result.a *= min(coverage(d), coverage(-d - shape.y));
    } else if (kind == SHADOW) {
        result.a *= 1.0 - smoothstep(-shape.y, shape.y, rounded(pixel, uv, shape.x));
    } else if (kind == GLYPH) {
        ivec2 origin = ivec2(round(uv.xy * vec2(textureSize(glyphs, 0))));
        result.a *= texelFetch(glyphs, origin + ivec2(pixel - rect.xy), 0).r;
    } else if (kind == IMAGE) {
        vec4 texel = textured(pixel, shape.z > 0.0);
        result = vec4(texel.rgb, result.a * mix(1.0, texel.a, shape.y) * coverage(rounded(pixel, rect, shape.x)));
    } else if (kind == MAP) {
        float value = textured(pixel, paint.w != HEAT).r;
        vec4 shown = mapped(paint.w, (value - shape.z) / max(shape.w - shape.z, 1e-9));
        result = vec4(shown.rgb, shown.a * result.a * coverage(rounded(pixel, rect, shape.x)));
    } else if (kind == LINE) {
        result.a *= coverage(segment(pixel, uv.xy, uv.zw) - shape.y * 0.5);
    } else {
        // A piece of a graph. Its sides are not softened: the next piece begins there.
        float height = mix(uv.x, uv.y, clamp((pixel.x - rect.x) / rect.z, 0.0, 1.0));
        if (kind == AREA)
            result.a *= clamp(pixel.y - height + 0.5, 0.0, 1.0);
        else
            result.a *= coverage(abs(pixel.y - height) * rect.z / length(vec2(rect.z, uv.y - uv.x)) - shape.y * 0.5);
    }
    color = vec4(result.rgb * result.a, result.a);
}
