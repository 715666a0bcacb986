#version 450
// One pixel of a picture: of colours, or of numbers shown through a colour map.
#extension GL_GOOGLE_include_directive : require
#include "overlay.glsl"
#include "colormap.glsl"

layout(set = 0, binding = 2) uniform sampler2D picture;

const uint IMAGE = 4;

const uint VIRIDIS = 1;
const uint INFERNO = 2;
const uint DIVERGING = 3;
const uint HEAT = 4;

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
    bool colors = paint.z == IMAGE;
    vec4 texel = textured(pixel, colors ? shape.z > 0.0 : paint.w != HEAT);
    if (colors)
        texel.a = mix(1.0, texel.a, shape.y);
    else
        texel = mapped(paint.w, (texel.r - shape.z) / max(shape.w - shape.z, 1e-9));
    texel.a *= coverage(rounded(pixel, rect, shape.x));
    color = multiplied(texel);
}
