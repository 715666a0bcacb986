#version 450
// One pixel of a letter: its coverage as it was drawn for this very pixel size, texel by texel.
#extension GL_GOOGLE_include_directive : require
#include "overlay.glsl"

layout(set = 0, binding = 1) uniform sampler2D glyphs;

void main()
{
    // The glyph's place in the atlas is given in texels.
    ivec2 texel = ivec2(uv.xy) + ivec2(gl_FragCoord.xy - rect.xy);
    vec4 ink = unpackUnorm4x8(paint.x);
    color = multiplied(vec4(ink.rgb, ink.a * texelFetch(glyphs, texel, 0).r));
}
