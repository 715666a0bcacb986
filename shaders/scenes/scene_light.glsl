// Light on the stage, for fragment shaders: the sky, shadows, and the way from light to the bytes of a picture.
#ifndef SCENE_LIGHT_GLSL
#define SCENE_LIGHT_GLSL

#include "scene_frame.glsl"

layout(set = 0, binding = 1) uniform sampler2DShadow shadow_map;

// The sky towards a direction; below the horizon, what the ground sends back.
vec3 surroundings(vec3 direction)
{
    vec3 above = mix(frame.horizon.rgb, frame.zenith.rgb, smoothstep(0.0, 0.55, direction.y));
    return mix(above, frame.ground.rgb * 0.6, smoothstep(0.03, -0.12, direction.y));
}

// Light from all of the sky and the ground on a face that looks along the normal.
vec3 ambient(vec3 normal)
{
    vec3 sky = mix(frame.horizon.rgb, frame.zenith.rgb, 0.5);
    return frame.zenith.w * mix(frame.ground.rgb * 0.55, sky, normal.y * 0.5 + 0.5);
}

// 1 in the sun, 0 in the shadow. Each look is a mean of four texels; SHADOW_LOOKS is 1 or 4.
float sunlit(vec3 place, vec3 normal)
{
    vec4 seen = frame.shadow_projection * vec4(place + normal * frame.sun.w, 1.0);
    vec2 at = seen.xy * 0.5 + 0.5;
    seen.z = min(seen.z, 0.9999);
#if SHADOW_LOOKS == 1
    return texture(shadow_map, vec3(at, seen.z));
#else
    float texel = frame.sun_direction.w;
    float sum = texture(shadow_map, vec3(at + texel * vec2(-0.9, -0.4), seen.z));
    sum += texture(shadow_map, vec3(at + texel * vec2(0.4, -0.9), seen.z));
    sum += texture(shadow_map, vec3(at + texel * vec2(0.9, 0.4), seen.z));
    sum += texture(shadow_map, vec3(at + texel * vec2(-0.4, 0.9), seen.z));
    return sum * 0.25;
#endif
}

// Noise of half a step of the picture's bytes: it hides the steps of a gradient.
float dither()
{
    return (fract(52.9829189 * fract(dot(gl_FragCoord.xy, vec2(0.06711056, 0.00583715)))) - 0.5) / 255.0;
}

// Colours up to 0.8 stay as they are, brighter ones bend towards white (Khronos PBR Neutral); then as sRGB wants them.
// PictureTone.cs says the same.
vec3 encode(vec3 light)
{
    vec3 color = light * frame.eye.w;
    float least = min(color.r, min(color.g, color.b));
    color -= least < 0.08 ? least - 6.25 * least * least : 0.04;
    float peak = max(color.r, max(color.g, color.b));
    if (peak > 0.76) {
        float bent = 1.0 - 0.0576 / (peak - 0.52);
        color *= bent / peak;
        color = mix(color, vec3(bent), 1.0 - 1.0 / (0.15 * (peak - bent) + 1.0));
    }
    // The power 1 / 2.2 to one part in a hundred, without a logarithm.
    vec3 root = sqrt(max(color, 0.0));
    return 0.893 * root + 0.107 * sqrt(root);
}

#endif
